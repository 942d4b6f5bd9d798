import type { GateChange, GateReport } from '../gate.gen.ts';

const LEVELS: Readonly<Record<GateChange['class'], string>> = {
  breaking: 'error',
  warning: 'warning',
  compatible: 'note',
};

/** SARIF 2.1.0, for code scanning. A change that is accepted is suppressed. */
export function renderGateSarif(report: GateReport, version: string): string {
  const rules = [...new Set(report.changes.map(({ keyword }) => ruleOf(keyword)))].sort();
  const stale = report.stale.length > 0 ? ['allow-file/stale'] : [];
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'roma-conformance gate',
            version,
            rules: [...rules, ...stale].map((id) => ({ id, shortDescription: { text: describe(id) } })),
          },
        },
        results: [
          ...report.changes.map((change) => ({
            ruleId: ruleOf(change.keyword),
            level: LEVELS[change.class],
            message: { text: messageOf(change) },
            locations: [locationOf(change, report)],
            partialFingerprints: { 'change/v1': change.fingerprint },
            ...(change.accepted && {
              suppressions: [
                {
                  kind: 'external',
                  justification: `${change.accepted.reason} (${change.accepted.owner}, until ${change.accepted.expires})`,
                },
              ],
            }),
          })),
          ...report.stale.map(({ fingerprint, change, why }) => ({
            ruleId: 'allow-file/stale',
            level: 'error',
            message: { text: `The allow file has an entry that must go (${why}): ${change}` },
            locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(report.head) } } }],
            partialFingerprints: { 'change/v1': fingerprint },
          })),
        ],
      },
    ],
  };
  return `${JSON.stringify(sarif, null, 2)}\n`;
}

const ruleOf = (keyword: string) => `change/${keyword.replace(/[^A-Za-z0-9$-]+/g, '-')}`;
const describe = (rule: string) =>
  rule === 'allow-file/stale'
    ? 'An accepted change is not there any more'
    : `A change of ${rule.slice('change/'.length)}`;

const messageOf = ({ part, reason, witness, pointer }: GateChange) =>
  `${part}: ${reason}${witness ? ` ${witness.what}: ${witness.value}` : ''} (${pointer})`;

/** Code scanning wants a file and a line; the pointer says where in it. */
const locationOf = ({ pointer, part, after }: GateChange, { base, head }: GateReport) => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(after === null ? base : head) },
    region: { startLine: 1 },
  },
  logicalLocations: [{ name: part, fullyQualifiedName: pointer }],
});

/** A path of the repository; an edition stands in its folder, a commit's file under its path. */
const uriOf = (name: string): string => {
  const path = /^\d{4}-\d{2}-\d{2}$/.test(name) ? `schemas/editions/${name}` : name.replace(/^git:[^:]*:/, '');
  return path
    .replaceAll('\\', '/')
    .replace(/^\.?\/+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
};
