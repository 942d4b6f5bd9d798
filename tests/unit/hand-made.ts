/** Exchanges and records made by hand, for tests of single judges. */
import { type Record, type Seen, see } from '../../src/checks/seen.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import type { SessionEvent, Witness } from '../../src/devices/session.ts';
import { loadEdition } from '../../src/edition/load.ts';
import type { Answer, Exchange, Failure, Request } from '../../src/exchange/exchange.ts';
import { settingOf } from '../../src/run/setting.ts';

/** `effectLatestMs` of the deployment. */
export const LATEST = 1000;
const deployment = parseDeployment(
  JSON.stringify({
    name: 'x',
    baseUrl: 'http://127.0.0.1:1',
    projectId: 'p',
    instanceId: 'i',
    auth: { token: 'a-token-of-no-use' },
    devices: [20001, 20002, 20003, 20004].map((id) => ({ id })),
    limits: { effectWithinMs: 100, effectLatestMs: LATEST },
  }),
  'inline',
  {},
  '.',
);

/** How an exchange ends. */
export type End = { status: number; body?: unknown } | { failure: Failure['code'] };
let number = 0;

/** A whole answer, of ASCII. */
export const answerWith = (status: number, body: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  body,
  bytes: body.length,
  truncated: false,
  sha256: null,
  validUtf8: true,
  echoes: [],
});

/** Sent at `at`, with its end 10 ms later. */
export function sent(request: Request, at: number, end: End, more: Partial<Exchange> = {}): Exchange {
  const body = 'status' in end ? JSON.stringify(end.body ?? {}) : '';
  return {
    id: `accounting/several#${++number}`,
    check: 'accounting/several',
    request,
    url: '',
    requestHeaders: {},
    sentAt: at,
    answeredAt: at + 10,
    throttled: [],
    answer: 'status' in end ? answerWith(end.status, body, { 'content-type': 'application/json' }) : null,
    failure: 'failure' in end ? { code: end.failure, message: '' } : null,
    repeatOf: null,
    retryOf: null,
    ...more,
  };
}

/** What there is to test with. */
export const settingWith = (witness: Witness, edition: string = deployment.edition) =>
  settingOf(deployment, loadEdition(edition), witness);

/** What a run saw that is over at 10 s. */
export function seenOf(
  exchanges: Exchange[],
  sessions: SessionEvent[],
  more: Partial<Record> = {},
  witness: Witness = 'mqtt',
  edition: string = deployment.edition,
): Seen {
  return see({
    setting: settingWith(witness, edition),
    leases: new Map(),
    exchanges,
    sessions,
    confirmations: [],
    outOfSight: [],
    unconfirmed: [],
    unstable: [],
    watchedUntil: 10_000,
    exploration: null,
    ...more,
  });
}
