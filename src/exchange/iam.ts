import { isObject, readPlainJson } from '../base/json.ts';
import type { Message } from '../base/message.ts';
import { MOST_VALUES } from '../base/values.ts';
import type { Auth } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import type { Failure } from './exchange.ts';
import { failed, sayFailure } from './failure.ts';
import type { Outcome, Received } from './transport.ts';

type Iam = Extract<Auth, { kind: 'iam' }>;

/** IAM's messages are cut to this. */
const MOST = 300;

/** The request that asks IAM for a token of the project, or of the domain where none is named. */
export function tokenRequest({ url, user, password, domain, project }: Iam): { url: string; body: string } {
  const base = url.replace(/\/+$/, '').replace(/\/v3(\/auth\/tokens)?$/, '');
  const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
  const scope = project === null ? { domain: { name: domain } } : { project: { name: project } };
  // Without its catalogue the answer is a tenth as long; the address rules forbid a query, so it is not asked for.
  return {
    url: `${base}/v3/auth/tokens`,
    body: JSON.stringify({ auth: { identity, scope } }),
  };
}

/** A token of IAM. */
export interface Issued {
  token: string;
  /** null: IAM does not say. */
  lifetimeMs: number | null;
}

/** The token in IAM's answer, or why there is none, in IAM's own words. */
export function tokenOf(outcome: Outcome): Issued | { failure: Failure } {
  const none = (said: Message) => ({ failure: failed('CREDENTIAL', said) });
  if ('failure' in outcome) return none(message('failure.iam', { failure: sayFailure(outcome.failure) }));
  const { received } = outcome;
  const token = received.headers['x-subject-token'] ?? '';
  if (received.status === 201 && token !== '') return { token, lifetimeMs: lifetimeOf(received) };
  if (received.status === 201) return none(message('failure.iam-no-token', {}));
  const { status } = received;
  const error = messageOf(received);
  return none(
    error === null
      ? message('failure.iam-refused', { status })
      : message('failure.iam-refused-because', { status, error }),
  );
}

function messageOf({ chunks }: Received): string | null {
  const json = readPlainJson(Buffer.concat(chunks).toString(), MOST_VALUES);
  if (!json.ok || !isObject(json.plain)) return null;
  const { error, error_msg: direct } = json.plain;
  const words = direct ?? (isObject(error) ? error['message'] : undefined);
  return typeof words === 'string' ? words.slice(0, MOST) : null;
}

/** From what IAM itself says of the beginning and the end, so that no two clocks are compared where that can be helped. */
function lifetimeOf({ chunks, headers }: Received): number | null {
  const json = readPlainJson(Buffer.concat(chunks).toString(), MOST_VALUES);
  const token = json.ok && isObject(json.plain) ? json.plain['token'] : undefined;
  if (!isObject(token)) return null;
  const timeOf = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
  const issued = [timeOf(token['issued_at']), timeOf(headers['date']), Date.now()].find(Number.isFinite);
  const lifetime = timeOf(token['expires_at']) - (issued ?? Number.NaN);
  return lifetime > 0 ? lifetime : null;
}
