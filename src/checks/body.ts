import { isSuccess, readLists } from '../exchange/answer.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { inEnglish, message, type Of } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import { type Check, type Finding, invariant, scenario, send } from './check.ts';
import { culprits } from './culprits.ts';
import { doubt, stayedOnline } from './doubt.ts';
import {
  answeredWhere,
  apartFromFailing,
  breach,
  breachOf,
  judgeEach,
  notTestable,
  passing,
  remark,
  whenPerformed,
} from './judging.ts';
import { isPassing } from './passing.ts';
import { lettable, post } from './request.ts';
import type { Seen } from './seen.ts';
import { sayAnswer, sayBoth, sayNotRefused, sayRequest } from './words.ts';

/** Stands for a device, to see whether a body names one. */
const PROBE = '#';

const BAD_REQUEST = message('shared.status', { status: 400 });

/** Ids of the checks below whose bodies are to be refused at MUST. */
const mandatory = new Set<string>();

/**
 * Bodies that are to be refused. At MUST a body names the shared device; what lenient parsers let pass (SHOULD) may be
 * performed, so it gets a device of its own. Booleans are `false`, because parsers make a number of them, and 0 is
 * absent where 1 may be somebody's device.
 */
const refused = (
  level: 'MUST' | 'SHOULD',
  clause: string,
  name: Of<'body.of'>,
  bodies: (id: string) => readonly string[],
  core?: true,
) => {
  const id = `body/${name}`;
  const what = message(`body.of.${name}`, {});
  if (level === 'MUST') mandatory.add(id);
  return scenario({
    id,
    level,
    clauses: [clause],
    ...(core && { core }),
    title: `${inEnglish(what)} is refused`,
    needs: level === 'SHOULD' && bodies(PROBE).some((text) => text.includes(PROBE)) ? { devices: 1 } : { shared: true },
    mayMeanAll: true,
    *act({ shared, devices: [own = shared] }, setting) {
      for (const request of lettable(
        bodies(own).map((body) => post(body)),
        setting,
      ))
        yield* send(request);
    },
    judge: (seen, self) => [
      ...unsent(seen, self, bodies),
      ...judgeEach(seen, self, (x) => {
        if (isSuccess(x.answer.status)) {
          return [
            breach(
              sayNotRefused(message('body.accepted', { body: what }), what, x.answer),
              BAD_REQUEST,
              message('body.accepted.actual', { request: sayRequest(x), answer: sayAnswer(x.answer) }),
              x,
            ),
          ];
        }
        if (level === 'MUST' || x.answer.status === 400) return []; // body/refused-with-400 is about the status
        return [breach(message('body.other-status', { body: what }), BAD_REQUEST, sayAnswer(x.answer), x)];
      }),
    ],
  });
};

/** What was left out because it names no device: of a check that passed too, not everything was sent. */
function unsent({ setting, leases }: Seen, { id }: Check, bodies: (id: string) => readonly string[]): Finding[] {
  const lease = leases.get(id);
  if (!lease) return [];
  const all = bodies(lease.devices[0] ?? lease.shared).map((body) => post(body));
  const sent = lettable(all, setting);
  return all
    .filter((request) => !sent.includes(request))
    .map(({ body }) => remark(message('body.not-sent', { body: body || '""' })));
}

const refusedWith400 = invariant({
  id: 'body/refused-with-400',
  level: 'MUST',
  clauses: ['BODY-4a'],
  title: 'a body that breaks the documented form is refused with 400 and nothing else',
  judge: (seen) => {
    const sent = answeredWhere(seen, (x) => mandatory.has(x.check) && x.answer.status >= 300 && !isPassing(seen, x));
    if (sent.length === 0) return [notTestable(message('body.not-refused', {}))];
    const { apart, obstacles } = apartFromFailing(seen, sent);
    return [
      ...apart.flatMap((x) =>
        x.answer.status === 400
          ? []
          : [
              doubt(seen, x, stayedOnline) ??
                breach(message('body.malformed-other-status', {}), BAD_REQUEST, sayBoth(x), x),
            ],
      ),
      ...obstacles,
    ];
  },
});

/** Refused for its body: a valid credential and instance, and an error that is not about an unknown id. */
const refusedForItsBody = ({ request, answer }: Exchange) =>
  request.method === 'POST' &&
  request.credential === 'valid' &&
  request.instance !== 'absent' &&
  (answer?.status ?? 0) >= 400;

const refusedWithoutEffect = invariant({
  id: 'body/refused-without-effect',
  level: 'MUST',
  clauses: ['BODY-3'],
  title: 'a request that is refused for its body takes no device offline, not even for its well-formed ids',
  judge: (seen) =>
    culprits(seen, refusedForItsBody, (x, lost) =>
      breach(
        message('body.takes-offline', {}),
        message('shared.no-effect', {}),
        message('body.takes-offline.actual', {
          request: sayRequest(x),
          answer: sayAnswer(x.answer as NonNullable<typeof x.answer>),
          devices: lost,
        }),
        x,
      ),
    ),
});

const contentType = (name: Of<'body.type'>, requests: readonly Partial<Request>[]) => {
  const type = message(`body.type.${name}`, {});
  return scenario({
    id: `body/${name}`,
    level: 'MUST',
    clauses: ['BODY-4b'],
    title: `a request with ${inEnglish(type)} is answered 200, 400 or 415`,
    needs: { devices: 1 },
    mayMeanAll: true,
    steps: requests.length,
    *act({ devices: [id = ''] }) {
      // One after the other: each may be performed, and the next is to find the device online again.
      for (const changes of requests) yield* send(post(listOf(id), changes));
    },
    judge: (seen, self) =>
      judgeEach(seen, self, (x) =>
        // Another 2xx is judged by success/status-200.
        isSuccess(x.answer.status) || [400, 415].includes(x.answer.status)
          ? []
          : [
              passing(seen, x) ??
                doubt(seen, x) ??
                breachOf('body.type-other-status', x, {
                  found: { type },
                  actual: message('shared.request-answer', {
                    request: x.request.contentType ?? message('body.no-content-type', {}),
                    answer: sayAnswer(x.answer),
                  }),
                }),
            ],
      ),
  });
};

const unknownMembers = scenario({
  id: 'body/unknown-members',
  level: 'SHOULD',
  clauses: ['BODY-5'],
  title: 'members that are not documented are ignored',
  needs: { devices: 1 },
  *act({ devices: [id = ''] }) {
    yield* send(post(`{"device_ids":[${id}],"note":"conformance"}`));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => whenPerformed(seen, x, () => [])),
});

const emptyList = scenario({
  id: 'body/empty-list',
  level: 'MAY',
  clauses: ['BODY-6'],
  title: 'the empty list is answered 200 with two empty lists, or 400',
  needs: {},
  mayMeanAll: true,
  *act() {
    yield* send(post(listOf()));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) => {
      const lists = readLists(x.answer);
      const empty = lists?.success?.length === 0 && lists.failed?.length === 0;
      return [remark(message(empty ? 'body.empty-list-empty' : 'body.empty-list', { status: x.answer.status }))];
    }),
});

export const body: readonly Check[] = [
  refused('MUST', 'BODY-1a', 'missing-device-ids', (id) => [
    '{}',
    // Neither under another name nor further in.
    `{"devices":[${id}],"filter":{"device_ids":[${id}]}}`,
  ]),
  refused('MUST', 'BODY-1b', 'empty', () => ['']),
  refused('MUST', 'BODY-1c', 'cut-short', (id) => [`{"device_ids":[${id}]`, `{"device_ids":[${id},`, '{'], true),
  refused('MUST', 'BODY-1c', 'unquoted-words', (id) => [
    'force-offline',
    '{"device_ids":[offline]}',
    `{device_ids:[${id}]}`,
  ]),
  refused('MUST', 'BODY-1d', 'bare-string', (id) => ['"offline"', `"${id}"`]),
  refused('MUST', 'BODY-1d', 'bare-number', (id) => [id]),
  refused('MUST', 'BODY-1d', 'bare-boolean', () => ['false']),
  refused('MUST', 'BODY-1e', 'empty-array', () => ['[]']),
  refused('SHOULD', 'BODY-1f', 'trailing-text', (id) => [`${listOf(id)} offline`]),
  refused('SHOULD', 'BODY-1f', 'byte-order-mark', (id) => [`\ufeff${listOf(id)}`]),
  refused('SHOULD', 'BODY-1f', 'duplicate-keys', (id) => [`{"device_ids":[${id}],"device_ids":[${id}]}`]),
  refused('SHOULD', 'BODY-1f', 'wrapped-in-array', (id) => [`[${listOf(id)}]`]),
  refused('SHOULD', 'BODY-1f', 'null', () => ['null']),
  refused('SHOULD', 'BODY-1f', 'null-device-ids', () => ['{"device_ids":null}']),
  refused('MUST', 'BODY-2a', 'device-ids-word', () => ['{"device_ids":"offline"}']),
  refused('MUST', 'BODY-2a', 'device-ids-object', (id) => ['{"device_ids":{}}', `{"device_ids":{"id":${id}}}`]),
  refused('SHOULD', 'BODY-2c', 'device-ids-boolean', () => ['{"device_ids":false}']),
  refused('MUST', 'BODY-2b', 'element-word', (id) => [
    listOf('"offline"'),
    listOf('"offline"', id),
    listOf(id, '"offline"'),
    listOf(id, '"offline"', id),
    // A cast of PHP stops at the first letter; an error message may repeat the word, in whatever encoding.
    listOf(`"${id}th"`),
    listOf('"离线"'),
  ]),
  refused('MUST', 'BODY-2b', 'element-object', (id) => [listOf('{}'), listOf(id, '{}'), listOf(`{"id":${id}}`, id)]),
  refused('SHOULD', 'BODY-2c', 'element-boolean', (id) => [listOf(id, 'false'), listOf('false', id)]),
  refused('SHOULD', 'BODY-2c', 'numeric-string', (id) => [listOf(`"${id}"`)]),
  refused('SHOULD', 'BODY-2c', 'empty-string', (id) => [listOf(id, '""')]),
  refused('SHOULD', 'BODY-2c', 'bare-id', (id) => [`{"device_ids":${id}}`]),
  refused('SHOULD', 'BODY-2c', 'nested-list', (id) => [listOf(`[${id}]`)]),
  refused('SHOULD', 'BODY-2c', 'null-element', (id) => [listOf(id, 'null')]),
  refusedWith400,
  refusedWithoutEffect,
  contentType('content-type-absent', [{ contentType: null }]),
  contentType('content-type-wrong', [
    { contentType: 'text/plain' },
    { contentType: 'application/xml' },
    { contentType: 'application/x-www-form-urlencoded' },
  ]),
  unknownMembers,
  emptyList,
];
