import { withoutCiCommands } from '../ci-commands.ts';
import { printableJson } from '../printable-json.ts';

export interface SarifRule {
  id: string;
  /** One sentence. */
  text: string;
  helpUri?: string;
}

export interface SarifResult {
  ruleId: string;
  level: 'error' | 'warning' | 'note' | 'none';
  text: string;
  /** A file that code scanning can show, relative to the repository, and the line in it, from 1. */
  file: { uri: string; line?: number };
  /** The place in words, and in full. */
  logical?: { name: string; fullName: string };
  /** The same for the same finding of another run. */
  fingerprint: { key: string; value: string };
  /** Why it is accepted; null where it is not. */
  accepted?: string | null;
}

/** SARIF 2.1.0, for code scanning. Pure. */
export function sarifLog(
  tool: { name: string; version: string; rules: readonly SarifRule[] },
  results: readonly SarifResult[],
): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            rules: tool.rules.map(({ id, text, helpUri }) => ({
              id,
              shortDescription: { text },
              ...(helpUri !== undefined && { helpUri }),
            })),
          },
        },
        results: results.map(({ ruleId, level, text, file, logical, fingerprint, accepted = null }) => ({
          ruleId,
          level,
          message: { text },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.uri },
                ...(file.line !== undefined && { region: { startLine: file.line } }),
              },
              ...(logical && { logicalLocations: [{ name: logical.name, fullyQualifiedName: logical.fullName }] }),
            },
          ],
          partialFingerprints: { [fingerprint.key]: fingerprint.value },
          ...(accepted !== null && { suppressions: [{ kind: 'external', justification: accepted }] }),
        })),
      },
    ],
  };
  return withoutCiCommands(printableJson(log));
}
