import type { KeyObject } from 'node:crypto';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { printableJson } from '../report/printable-json.ts';
import { audit } from './audit.ts';
import { signEnvelope } from './dsse.ts';
import { PAYLOAD_TYPE, statementOf } from './statement.ts';

/**
 * The text of attestation.json: a signed statement about a report and its record (in-toto test result in a DSSE envelope).
 *
 * @param files - The bytes of report.json and record.jsonl.
 * @param key - A private key: Ed25519 or ECDSA P-256.
 * @throws {@link ConfigError} where the two do not belong together: nobody should vouch for that by mistake.
 * @since 0.1.0
 */
export async function attest(files: { report: Buffer; record: Buffer }, key: KeyObject): Promise<string> {
  const { points, report } = await audit({ ...files, attestation: null }, key);
  const problems = points.filter(({ name, state }) => state === 'failed' && name !== 'signature');
  if (report === null || problems.length > 0)
    throw new ConfigError(
      tell`nothing was signed:\n${problems.map(({ text, details }) => [text, ...details.slice(0, 5)].join('\n  ')).join('\n')}`,
    );
  const payload = Buffer.from(JSON.stringify(statementOf(report, files)));
  return printableJson(signEnvelope(PAYLOAD_TYPE, payload, key));
}
