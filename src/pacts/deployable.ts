import { isObject } from '../base/json.ts';

/** Whether a version may be deployed, and why, in lines for people. */
export interface Deployable {
  yes: boolean;
  lines: string[];
}

/**
 * Reads what the broker's matrix says. Only a success for every row counts as yes: Pact's own command ends with 0 also
 * where a result is missing, and where there is no row at all.
 */
export function readMatrix(answer: unknown): Deployable {
  if (!isObject(answer)) return { yes: false, lines: ['The broker gave no answer that can be read.'] };
  const { matrix, summary } = answer;
  const rows = Array.isArray(matrix) ? matrix.filter(isObject) : [];
  const states = rows.map((row) => {
    const result = row['verificationResult'];
    const success = isObject(result) ? result['success'] : undefined;
    const state = success === true ? 'verified' : success === false ? 'failed' : 'no verification result';
    return { state, line: `${partyOf(row, 'consumer')} with ${partyOf(row, 'provider')}: ${state}` };
  });
  const reason = isObject(summary) && typeof summary['reason'] === 'string' ? [summary['reason']] : [];
  if (states.length === 0)
    return { yes: false, lines: [...reason, 'No pact of this version was verified with anything, which is no yes.'] };
  const isAllowed = isObject(summary) && summary['deployable'] === true;
  return {
    yes: isAllowed && states.every(({ state }) => state === 'verified'),
    lines: [...reason, ...states.map(({ line }) => line)],
  };
}

function partyOf(row: Record<string, unknown>, role: 'consumer' | 'provider'): string {
  const party = row[role];
  if (!isObject(party)) return `an unknown ${role}`;
  const version = isObject(party['version']) ? party['version']['number'] : undefined;
  return [party['name'], version].filter((part) => typeof part === 'string').join(' ');
}
