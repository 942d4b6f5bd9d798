import { message } from '../../messages/messages.ts';
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
        reason: message('gate.why.response/range-narrowed', {
          range: old.status,
          statuses: within.map(({ status }) => status),
        }),
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
      reason: message('gate.why.response/removed.answered', { status }),
    };
  return isSuccess(status)
    ? {
        ...common,
        rule: 'response/success-removed',
        class: 'breaking',
        reason: message('gate.why.response/success-removed', { status }),
      }
    : {
        ...common,
        rule: 'response/removed',
        class: 'compatible',
        reason: message('gate.why.response/removed', { status }),
      };
}

function newStatus(
  { status, spot }: Response,
  isWidened: boolean,
  { sends }: OperationPair,
): Omit<Structural, 'operation'> {
  const common = { part: `response ${status}`, keyword: 'status', head: spot, after: status };
  if (sends === 'response')
    return {
      ...common,
      rule: 'response/added',
      class: 'compatible',
      reason: message('gate.why.response/added.answered', { status }),
    };
  const isError = /^[45]/.test(status) || status === 'default';
  return isError
    ? {
        ...common,
        rule: 'response/added',
        class: 'compatible',
        reason: message('gate.why.response/added', { status }),
      }
    : {
        ...common,
        rule: 'response/success-added',
        class: 'warning',
        reason: message(isWidened ? 'gate.why.response/success-widened' : 'gate.why.response/success-added', {
          status,
        }),
      };
}
