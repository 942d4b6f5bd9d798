import { type SarifResult, sarifLog } from '../../report/kit/sarif.ts';
import type { GateChange, GateReport } from '../gate.gen.ts';
import { ruleText } from '../rules.ts';
import { placeOf, sayStale, short, usesOf } from './words.ts';

const LEVELS: Readonly<Record<GateChange['class'], SarifResult['level']>> = {
  breaking: 'error',
  warning: 'warning',
  compatible: 'note',
};
const STALE = 'allow-file/stale';

/** SARIF 2.1.0, for code scanning. A change that is accepted is suppressed. */
export function renderGateSarif(report: GateReport, version: string): string {
  const ids = [
    ...new Set([...report.changes.map(({ rule }) => rule), ...(report.stale.length > 0 ? [STALE] : [])]),
  ].sort();
  return sarifLog(
    { name: 'roma-conformance gate', version, rules: ids.map((id) => ({ id, text: `${ruleText(id)}.` })) },
    [
      ...report.changes.map(resultOf),
      ...report.stale.map(
        (entry): SarifResult => ({
          ruleId: STALE,
          level: 'error',
          text: `${short(sayStale(entry))}.`,
          file: { uri: uriOf(report.head), line: 1 },
          fingerprint: { key: 'change/v1', value: entry.fingerprint },
        }),
      ),
    ],
  );
}

function resultOf(change: GateChange): SarifResult {
  const { rule, class: kind, title, reason, witness, pointer, at, field, part, fingerprint, accepted } = change;
  const uses = usesOf(change);
  const lines = [
    title,
    `${placeOf(change)}: ${reason}`,
    ...(witness ? [`${witness.what}: ${witness.value}`] : []),
    ...(uses.length > 0 ? [`Used in: ${uses.join('; ')}`] : []),
  ];
  return {
    ruleId: rule,
    level: LEVELS[kind],
    text: lines.map((one) => short(one, 2000)).join('\n'),
    file: { uri: uriOf(at.file), line: at.line ?? 1 },
    logical: { name: field || part, fullName: pointer || '/' },
    fingerprint: { key: 'change/v1', value: fingerprint },
    accepted: accepted ? `${accepted.reason} (${accepted.owner}, until ${accepted.expires})` : null,
  };
}

/** A path of the repository, as an address. */
const uriOf = (path: string): string =>
  path
    .replace(/^git:[^:]*:/, '')
    .replaceAll('\\', '/')
    .replace(/^\.?\/+/, '')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
