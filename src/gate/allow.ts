import { ConfigError } from '../base/config-error.ts';
import { segments } from '../deployment/problem.ts';
import { sayViolation } from '../deployment/schema-words.ts';
import { at } from '../deployment/tree.ts';
import { placed } from '../deployment/yaml-lines.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { tell } from '../messages/speech.ts';
import type { Change } from './change.ts';
import type { GateAccepted } from './gate.gen.ts';
import { parseTree, roundedOf } from './tree.ts';

/** A change that somebody accepted. */
export type Accepted = GateAccepted;

/** Reads an allow file. Throws a ConfigError that names file and pointer. */
export function readAllow(path: string, text: string): Accepted[] {
  const tree = parseTree(text);
  if (tree === undefined) throw new ConfigError(tell`${path}: no JSON; --write-allow writes such a file`);
  const plain = roundedOf(tree);
  const violations = judgeBySchema('gate-allow.schema.json', plain);
  if (violations.length > 0)
    throw new ConfigError(
      placed(
        path,
        text,
        violations.map((one) => sayViolation(one, at(plain, ...segments(one.pointer)))),
      ),
    );
  const { accepted } = plain as { accepted: Accepted[] };
  const seen = new Set<string>();
  for (const { fingerprint } of accepted) {
    if (seen.has(fingerprint)) throw new ConfigError(tell`${path}: the fingerprint ${fingerprint} is there twice`);
    seen.add(fingerprint);
  }
  return accepted;
}

/** The text of an allow file. */
export const printAllow = (accepted: readonly Accepted[]): string =>
  `${JSON.stringify({ schemaVersion: '1.0', accepted }, null, 2)}\n`;

export interface Allowed {
  /** Changes that do not count, with who accepted them. */
  accepted: { change: Change; by: Accepted }[];
  /** Changes that count. */
  left: Change[];
  /** Entries of the file that fit no change, or whose day is past: each is a failure. */
  stale: { entry: Accepted; why: 'no such change' | 'expired' }[];
}

/** Applies an allow file. `today` is YYYY-MM-DD, UTC. */
export function applyAllow(changes: readonly Change[], entries: readonly Accepted[], today: string): Allowed {
  const accepted: Allowed['accepted'] = [];
  const stale: Allowed['stale'] = [];
  for (const by of entries) {
    const change = changes.find(({ fingerprint }) => fingerprint === by.fingerprint);
    if (!change || change.class === 'compatible') stale.push({ entry: by, why: 'no such change' });
    else if (by.expires < today) stale.push({ entry: by, why: 'expired' });
    else accepted.push({ change, by });
  }
  const left = changes.filter((change) => !accepted.some((one) => one.change === change));
  return { accepted, left, stale };
}

/** An entry for each of these changes; what was accepted before and still fits is kept as it is. */
export function acceptAll(
  changes: readonly Change[],
  before: readonly Accepted[],
  terms: Pick<Accepted, 'reason' | 'owner' | 'expires'>,
): Accepted[] {
  return changes.map(
    (change) =>
      before.find(({ fingerprint }) => fingerprint === change.fingerprint) ?? {
        fingerprint: change.fingerprint,
        change: `${change.part} ${change.keyword}: ${change.before ?? 'nothing'} -> ${change.after ?? 'nothing'} (${change.class})`,
        ...terms,
      },
  );
}
