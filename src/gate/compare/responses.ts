import type { Response } from '../api.ts';
import { mediaChanges } from './body.ts';
import { headerChanges } from './headers.ts';
import { type OperationPair, opposite, type Structural, told } from './told.ts';

/** The response that a status meets: its own, that of its range, or the default. */
function meets(all: readonly Response[], status: string): Response | undefined {
  return (
    all.find((one) => one.status === status) ??
    all.find((one) => one.status === `${status[0]}XX`) ??
    all.find((one) => one.status === 'default')
  );
}

const isSuccess = (status: string) => /^2/.test(status);
const isIn = (status: string, range: string) => range.endsWith('XX') && status[0] === range[0] && status !== range;

export function responseChanges(pair: OperationPair): void {
  const { base, head, name: operation, found } = pair;
  const role = opposite(pair.sends);
  const done = new Set<string>();
  const both = (old: Response, now: Response, status: string) => {
    const key = `${base.responses.indexOf(old)} ${head.responses.indexOf(now)}`;
    if (done.has(key)) return;
    done.add(key);
    mediaChanges(old.media, now.media, role, `response ${status} body`, now.spot, pair);
    headerChanges(old.headers, now.headers, { role, part: (name) => `response ${status} header ${name}` }, pair);
  };
  const add = (change: Omit<Structural, 'operation'>) => found.changes.push(told({ ...change, operation }));
  for (const old of base.responses) {
    const now = meets(head.responses, old.status);
    const within = head.responses.filter(({ status }) => isIn(status, old.status));
    const isKept = now && (now.status !== 'default' || !isSuccess(old.status) || !hasSuccess(head.responses));
    if (isKept) both(old, now, old.status);
    else if (within.length > 0) {
      add({
        rule: 'response/range-narrowed',
        class: 'compatible',
        part: `response ${old.status}`,
        keyword: 'status',
        base: old.spot,
        before: old.status,
        after: within.map(({ status }) => status).join(', '),
        reason: `Of ${old.status} only ${within.map(({ status }) => status).join(', ')} may come.`,
      });
    } else if (old.status === 'default' && !hasSuccess(base.responses) && hasSuccess(head.responses)) {
      // What was said of every status is said of some.
      for (const one of head.responses) both(old, one, one.status);
    } else add(goneStatus(old, pair));
  }
  for (const now of head.responses) {
    const old = meets(base.responses, now.status);
    const isOwn = old?.status === now.status;
    if (isOwn) continue;
    // A range that took the place of one of its own.
    const isWidened = base.responses.some(({ status }) => isIn(status, now.status));
    if (old && (old.status !== 'default' || !isSuccess(now.status) || !hasSuccess(base.responses)))
      both(old, now, now.status);
    else if (!isWidened || (isSuccess(now.status) && role === 'response')) add(newStatus(now, isWidened, pair));
  }
}

const hasSuccess = (all: readonly Response[]) => all.some(({ status }) => isSuccess(status));

function goneStatus({ status, spot }: Response, { sends }: OperationPair): Omit<Structural, 'operation'> {
  const common = { part: `response ${status}`, keyword: 'status', base: spot, before: status };
  if (sends === 'response')
    return {
      ...common,
      rule: 'response/removed',
      class: isSuccess(status) ? 'breaking' : 'warning',
      reason: `${status} is not expected any more of consumers that answer with it.`,
    };
  return isSuccess(status)
    ? {
        ...common,
        rule: 'response/success-removed',
        class: 'breaking',
        reason: `${status} does not come any more: consumers that wait for it take the answer for a failure.`,
      }
    : {
        ...common,
        rule: 'response/removed',
        class: 'compatible',
        reason: `${status} is not described any more: consumers meet one failure less.`,
      };
}

function newStatus(
  { status, spot }: Response,
  isWidened: boolean,
  { sends }: OperationPair,
): Omit<Structural, 'operation'> {
  const common = { part: `response ${status}`, keyword: 'status', head: spot, after: status };
  if (sends === 'response')
    return { ...common, rule: 'response/added', class: 'compatible', reason: `${status} is taken as an answer too.` };
  const isError = /^[45]/.test(status) || status === 'default';
  return isError
    ? {
        ...common,
        rule: 'response/added',
        class: 'compatible',
        reason: `${status} is described now: consumers have to expect failures anyway.`,
      }
    : {
        ...common,
        rule: 'response/success-added',
        class: 'warning',
        reason: isWidened
          ? `Any status of ${status} may come now: consumers that wait for one of them may not know the others.`
          : `${status} may come now: consumers that wait for another success may not know it.`,
      };
}
