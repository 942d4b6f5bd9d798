/** The example in its place in a whole body. */
import type { Message } from '../../base/message.ts';
import { message } from '../../messages/messages.ts';
import { accepts } from '../graph/accepts.ts';
import { UNLISTED } from '../graph/edges.ts';
import { restOf } from '../graph/inner.ts';
import { isMembers, type Tree } from '../tree.ts';
import type { Child } from './edit.ts';
import { directed, type Place } from './example.ts';
import { shown } from './say.ts';

export interface Witness {
  what: Message;
  value: string;
}

interface Lifted {
  value: Tree;
  /** Whether the whole shows the change, or is taken by both sides. */
  isProof: boolean;
  isTaken: boolean;
}

/** So many entries stand beside one that is looked at. */
const MOST_OTHERS = 8;

/** The value in its place in a whole body, where one can be built around it; in lists alone, or after others. */
export function lift(value: Tree, { root, way, samples }: Place, isLonger = false): Lifted | undefined {
  let whole = value;
  for (let i = way.length - 1; i >= 0; i--) {
    const { step } = way[i] as Child;
    const above = i === 0 ? root : (way[i - 1] as Child).pair;
    const { from: node } = directed(above, above.base, above.head);
    if ('member' in step) {
      const base = samples.one(node);
      const name = step.member === '*' ? UNLISTED : step.member;
      whole = { ...(isMembers(base) ? base : {}), [name]: whole };
    } else if ('entry' in step) {
      const base = samples.one(node);
      const list: Tree[] = Array.isArray(base) ? [...base] : [];
      const rest = restOf(node);
      const others = isLonger ? [...samples.around(rest, rest)].filter((one) => accepts(rest, one) === true) : [];
      if (step.entry === 'rest' && others.length > 0) list.push(...others.slice(0, MOST_OTHERS), whole);
      else if (step.entry === 'rest') list.splice(Math.max(0, list.length - 1), 1, whole);
      else list[step.entry] = whole;
      whole = list;
    }
  }
  const { from, to } = directed(root, root.base, root.head);
  if (accepts(from, whole) !== true) return undefined;
  const answer = accepts(to, whole);
  return { value: whole, isProof: answer === false, isTaken: answer === true };
}

export function witnessOf(value: Tree, whole: Lifted | undefined, { pair, way }: Place): Witness {
  const isRequest = pair.base.role === 'request';
  const meant = way.flatMap(({ step }): (string | number)[] => {
    if ('member' in step) return [step.member === '*' ? UNLISTED : step.member];
    if ('entry' in step) return [step.entry === 'rest' ? -1 : step.entry];
    return [];
  });
  const kind = isRequest ? 'gate.witness.taken' : 'gate.witness.came';
  if (whole?.isProof) return { what: message(kind, {}), value: shown(whole.value, meant) };
  const path = way.flatMap(({ step }) => ('member' in step ? [step.member] : 'entry' in step ? ['*'] : []));
  const what = path.length === 0 ? message(kind, {}) : message(`${kind}.at`, { path: `/${path.join('/')}` });
  return { what, value: shown(value) };
}
