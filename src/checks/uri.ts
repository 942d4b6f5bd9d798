import { RESTS_MS } from '../devices/rested.ts';
import { errorMember, isSuccess, readLists } from '../exchange/answer.ts';
import type { Method } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import { NO_INSTANCE } from '../operation/codes.ts';
import { type Check, type Finding, invariant, scenario, send } from './check.ts';
import { culprits } from './culprits.ts';
import { doubt } from './doubt.ts';
import {
  answeredWhere,
  apartFromFailing,
  breach,
  breachOf,
  isIn,
  judgeEach,
  notTestable,
  obstacle,
  passing,
  remark,
  whenPerformed,
} from './judging.ts';
import { lettable, post } from './request.ts';
import { sayAnswer, sayNotRefused, sayRequest } from './words.ts';

/** One without a rest of the session, and one for each. */
const MOST_TRIES = 1 + RESTS_MS.length;

/**
 * Tries until the device is in `success`, so often that it rested for as long as any deployment needs to know of its session:
 * one transient failure accuses nobody.
 */
const performed = scenario({
  id: 'uri/post',
  level: 'MUST',
  clauses: ['URI-1'],
  core: true,
  title: 'POST on the path takes an online device offline and answers 200',
  needs: { devices: 1 },
  *act({ devices: [id = ''] }) {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { answer } = yield* send(post(listOf(id)));
      if (answer?.status !== 200 || isIn(readLists(answer)?.success ?? null, id)) return;
    }
  },
  judge: (seen, self) => {
    const sent = seen.of(self.id);
    const last = sent.at(-1);
    const id = seen.leases.get(self.id)?.devices[0];
    if (!last || id === undefined) return [notTestable(message('shared.nothing-sent', {}))];
    const hindered = obstacle(seen, last);
    if (hindered || !last.answer) return hindered ? [hindered] : [];
    if (!isSuccess(last.answer.status)) {
      const unsure = passing(seen, last) ?? doubt(seen, last);
      if (unsure) return [unsure];
      return [breachOf('uri.plain-not-performed', last)];
    }
    const lists = readLists(last.answer);
    if (!lists?.success || isIn(lists.success, id)) return [];
    if (!isIn(lists.failed, id)) return []; // accounting/listed is about that
    const unsure = doubt(seen, last);
    if (unsure) return [unsure];
    const lostAt = seen.downAfter(id, last.sentAt);
    // In no doubt it is the doing of this request.
    const isTaken = lostAt !== null && lostAt <= last.answeredAt + seen.setting.limits.effectLatestMs;
    return [
      breach(
        message(isTaken ? 'uri.taken-and-in-failed' : 'uri.stays-in-failed', {}),
        message('uri.stays-in-failed.expected', { device: id }),
        sayAnswer(last.answer),
        ...sent,
      ),
    ];
  },
});

const refusedMethod = (method: Method, bodies: 'with and without a body' | 'without a body' | 'with a body') =>
  scenario({
    id: `uri/${method.toLowerCase()}-refused`,
    level: 'MUST',
    clauses: ['URI-2a'],
    title: `${method} on the path is not answered 2xx`,
    needs: { shared: true },
    mayMeanAll: true,
    *act({ shared }, setting) {
      const requests = [
        ...(bodies === 'with a body' ? [] : [post(null, { method, contentType: null })]),
        ...(bodies === 'without a body' ? [] : [post(listOf(shared), { method })]),
      ];
      for (const request of lettable(requests, setting)) yield* send(request);
    },
    judge: (seen, self) => {
      const sent = seen.of(self.id);
      const answered = sent.filter((x) => obstacle(seen, x) === null);
      // Some servers hang up on a GET with a body: one answer is enough to judge by.
      if (answered.length === 0) return sent.slice(0, 1).flatMap((x) => obstacle(seen, x) ?? []);
      return answered.flatMap((x) =>
        x.answer && isSuccess(x.answer.status)
          ? [
              breach(
                sayNotRefused(
                  message('uri.method-accepted', { method }),
                  message('uri.of.method', { method }),
                  x.answer,
                ),
                message('uri.method-accepted.expected', {}),
                sayAnswer(x.answer),
                x,
              ),
            ]
          : [],
      );
    },
  });

const otherMethods = scenario({
  id: 'uri/other-methods-without-effect',
  level: 'MUST',
  clauses: ['URI-2b'],
  title: 'GET, HEAD, PUT, PATCH, DELETE and OPTIONS on the path take no device offline',
  needs: { shared: true, witness: true },
  mayMeanAll: true,
  *act({ shared }) {
    yield* send(post(listOf(shared), { method: 'OPTIONS' }));
  },
  judge: (seen) =>
    culprits(
      seen,
      ({ request }) => request.method !== 'POST',
      (x, lost) =>
        breach(
          message('uri.method-takes-offline', { method: x.request.method }),
          message('shared.no-effect', {}),
          message('shared.went-offline', { devices: lost }),
          x,
        ),
    ),
});

const methodStatus = invariant({
  id: 'uri/method-not-allowed',
  level: 'SHOULD',
  clauses: ['URI-2c'],
  title: 'other methods on the path are answered 405, or 404',
  judge: (seen) => {
    const others = answeredWhere(
      seen,
      ({ request }) =>
        request.method !== 'POST' &&
        request.method !== 'OPTIONS' &&
        !(request.method === 'GET' && request.body !== null),
    );
    if (others.length === 0) return [notTestable(message('uri.no-other-method', {}))];
    const { apart, obstacles } = apartFromFailing(seen, others);
    return [
      ...apart.flatMap((x) =>
        x.answer.status === 405 || x.answer.status === 404 || isSuccess(x.answer.status)
          ? []
          : [breachOf('uri.method-other-status', x, { found: { method: x.request.method } })],
      ),
      ...obstacles,
    ];
  },
});

const unknownInstance = scenario({
  id: 'uri/unknown-instance',
  level: 'MUST',
  clauses: ['URI-3a'],
  title: 'an instance that does not exist is answered with an error',
  needs: { shared: true },
  *act({ shared }) {
    yield* send(post(listOf(shared), { instance: 'absent' }));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) =>
      x.answer.status >= 400
        ? []
        : [
            breach(
              x.answer.status < 300
                ? sayNotRefused(message('uri.instance-accepted', {}), message('uri.of.absent-instance', {}), x.answer)
                : message('uri.instance-accepted', {}),
              message('uri.instance-accepted.expected', {}),
              sayAnswer(x.answer),
              x,
            ),
          ],
    ),
});

const unknownInstanceEffect = invariant({
  id: 'uri/unknown-instance-without-effect',
  level: 'MUST',
  clauses: ['URI-3b', 'BODY-3'],
  title: 'a request for an instance that does not exist takes no device offline',
  judge: (seen) =>
    culprits(
      seen,
      ({ request }) => request.instance === 'absent' && request.credential === 'valid',
      (x, lost) =>
        breach(
          message('uri.instance-takes-offline', {}),
          message('shared.no-effect', {}),
          message('shared.went-offline', { devices: lost }),
          x,
        ),
    ),
});

const DOCUMENTED = { status: 500, code: NO_INSTANCE };

const unknownInstanceAnswer = invariant({
  id: 'uri/unknown-instance-answer',
  level: 'SHOULD',
  clauses: ['URI-3c'],
  title: 'an instance that does not exist is answered 500 with ROMA.00110002',
  judge: (seen): Finding[] => {
    const sent = answeredWhere(seen, (x) => x.request.instance === 'absent' && x.answer.status >= 400);
    if (sent.length === 0) return [notTestable(message('uri.instance-not-refused', {}))];
    const { apart, obstacles } = apartFromFailing(seen, sent);
    return [
      ...apart.flatMap((x) =>
        x.answer.status === DOCUMENTED.status && errorMember(x.answer, 'error_code') === DOCUMENTED.code
          ? []
          : [breachOf('uri.instance-other-answer', x, { expected: DOCUMENTED })],
      ),
      ...obstacles,
    ];
  },
});

const defaultIds = scenario({
  id: 'uri/default-ids',
  level: 'MUST',
  clauses: ['URI-4'],
  title: '`default` stands for the project and for the instance',
  needs: { claim: 'compat20', devices: 1 },
  *act({ devices: [id = ''] }) {
    yield* send(post(listOf(id), { project: 'default', instance: 'default' }));
  },
  judge: (seen, self) => judgeEach(seen, self, (x) => whenPerformed(seen, x, () => [])),
});

const optionsObserved = invariant({
  id: 'uri/options-observed',
  level: 'MAY',
  clauses: ['URI-2b'],
  title: 'OPTIONS on the path may be answered 2xx',
  judge: (seen) => {
    const sent = answeredWhere(seen, ({ request, repeatOf }) => request.method === 'OPTIONS' && repeatOf === null);
    if (sent.length === 0) return [notTestable(message('uri.options-unanswered', {}))];
    return sent.map((x) =>
      remark(message('uri.options-answered', { request: sayRequest(x), status: x.answer.status })),
    );
  },
});

export const uri: readonly Check[] = [
  performed,
  refusedMethod('GET', 'with and without a body'),
  refusedMethod('HEAD', 'without a body'),
  refusedMethod('PUT', 'with a body'),
  refusedMethod('PATCH', 'with a body'),
  refusedMethod('DELETE', 'with a body'),
  otherMethods,
  methodStatus,
  optionsObserved,
  unknownInstance,
  unknownInstanceEffect,
  unknownInstanceAnswer,
  defaultIds,
];
