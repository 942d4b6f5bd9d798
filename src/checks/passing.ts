import { errorMember, isAnswered, isPage, isSuccess } from '../exchange/answer.ts';
import type { Answer, Exchange, Request } from '../exchange/exchange.ts';
import type { Seen } from './seen.ts';

/**
 * What kind of answer it is that may not be the operation's own, but that of something in front of it, or of a bad moment: a
 * page, a redirect, an error in a gateway's words or in none, an internal error. What the same request is answered a little
 * later tells. Null for every other answer.
 */
export function oddKind({ request, answer }: Exchange): string | null {
  if (!answer || request.path !== 'operation') return null;
  if (isPage(answer) || isHeadOfPage(request, answer)) return 'page';
  const { status } = answer;
  // Other methods are answered as servers like, and an instance that does not exist with 500.
  if (request.method !== 'POST' || request.instance === 'absent') return null;
  if (status < 400 || status === 401 || status === 403) return null;
  const code = errorMember(answer, 'error_code');
  const isOdd = status === 500 || (code === null ? status === 404 : GATEWAYS.test(code));
  return isOdd ? `${status} ${code}` : null;
}

/** Of a page that was asked for by HEAD only its headers come. */
const isHeadOfPage = ({ method }: Request, { status, headers }: Answer) =>
  method === 'HEAD' && isSuccess(status) && /^\s*text\/html\b/i.test(headers['content-type'] ?? '');

const GATEWAYS = /^APIGW?\./;

/** An internal error in no gateway's words: of the operation, if not of a bad moment. */
const isInternal = (kind: string): boolean => kind.startsWith('500 ') && !GATEWAYS.test(kind.slice(4));

/** Kinds of odd answers that went away: the same request, sent again, was answered otherwise. */
export function passingKinds(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const byId = new Map(exchanges.map((x) => [x.id, x]));
  const found = new Set<string>();
  for (const repeat of exchanges) {
    const before = repeat.repeatOf === null ? undefined : byId.get(repeat.repeatOf);
    const kind = before ? oddKind(before) : null;
    if (!before || kind === null || !isAnswered(repeat) || oddKind(repeat) === kind) continue;
    if (JSON.stringify(repeat.request) === JSON.stringify(before.request)) found.add(kind);
  }
  return found;
}

const known = new WeakMap<Seen, ReadonlySet<string>>();

/** The kind of an odd answer that went away; null for every other answer. In most runs no kind did, and nothing is looked at. */
function passingKind(seen: Seen, x: Exchange): string | null {
  const kinds = known.get(seen) ?? passingKinds(seen.exchanges);
  known.set(seen, kinds);
  const kind = kinds.size === 0 ? null : oddKind(x);
  return kind !== null && kinds.has(kind) ? kind : null;
}

/** Whether an odd answer is of a kind that went away, so that nothing is to be judged by it. */
export const isPassing = (seen: Seen, x: Exchange): boolean => passingKind(seen, x) !== null;

/** Whether that is somebody else's answer. An internal error is the operation's own, also where it goes away. */
export function isSomebodyElses(seen: Seen, x: Exchange): boolean {
  const kind = passingKind(seen, x);
  return kind !== null && !isInternal(kind);
}
