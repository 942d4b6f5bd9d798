import { errorMember, isSuccess } from '../exchange/answer.ts';
import type { Credential, Exchange } from '../exchange/exchange.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import { CREDENTIAL_STATUSES } from '../operation/codes.ts';
import type { Id } from '../operation/id.ts';
import { type Check, type Finding, invariant, scenario, send } from './check.ts';
import { culprits } from './culprits.ts';
import { doubt } from './doubt.ts';
import {
  answeredWhere,
  apartFromFailing,
  breach,
  breachOf,
  judgeEach,
  notTestable,
  obstacle,
  whenPerformed,
} from './judging.ts';
import { post } from './request.ts';
import type { Seen } from './seen.ts';
import type { Setting } from './setting.ts';
import { sayAnswer, sayNotRefused } from './words.ts';

/** What the good request asks for, which is only there to be accepted: what no device has. */
const harmless = ({ ground, absent: [absent] }: Setting, shared: Id): string =>
  listOf(absent ?? (ground.probes ? NOBODY : shared));

/** 2^32 + 2^31: no int holds it. */
const NOBODY = '6442450944';

/** The bad credential first, then the good one: gateways lock an account after five failures in a row. */
const refused = (
  id: string,
  credential: Exclude<Credential, 'valid'>,
  level: 'MUST' | 'SHOULD',
  clause: string,
  core?: true,
) => {
  const what = message(`auth.of.${credential}`, {});
  return scenario({
    id,
    level,
    clauses: [clause],
    ...(core && { core }),
    title: `a request with ${inEnglish(what)} is refused`,
    needs: { shared: true },
    lane: 'credential',
    *act({ shared }, setting) {
      if (credential === 'recased' && !setting.credentialHasLetters) return;
      // A connection of its own: auth/kept-connection is about those that carried a valid one.
      yield* send(post(listOf(shared), { credential, connection: 'fresh' }));
      yield* send(post(harmless(setting, shared)));
    },
    judge: (seen, self) => {
      const [bad, good] = seen.of(self.id);
      if (!bad || !good)
        return [notTestable(message(credential === 'recased' ? 'auth.no-letters' : 'shared.nothing-sent', {}))];
      const hindered = obstacle(seen, bad) ?? obstacle(seen, good);
      if (hindered || !bad.answer) return hindered ? [hindered] : [];
      if (!isSuccess(bad.answer.status)) return [];
      return [
        breach(
          sayNotRefused(
            message('auth.accepted', { credential: what }),
            message('auth.request-with', { credential: what }),
            bad.answer,
          ),
          message('shared.no-2xx', {}),
          sayAnswer(bad.answer),
          bad,
        ),
      ];
    },
  });
};

/** Where connections are closed a bad credential is sent again, up to so often: gateways lock accounts. */
const MOST_TRIES = 3;
/** So many good requests in a row are sent to find a connection that stays open. */
const MOST_GOOD = 4;
const ON_KEPT = ['altered', 'none'] as const;

/**
 * Gateways keep connections open, and some trust what comes over one after the first good credential. Others keep answers,
 * and look for one before they look at the credential: so one bad request is the very one that was just answered 200.
 */
const keptConnection = scenario({
  id: 'auth/kept-connection',
  level: 'MUST',
  clauses: ['AUTH-2g'],
  title: 'a request without a valid credential is refused also on a connection that carried a valid one just before',
  needs: { shared: true },
  lane: 'credential',
  steps: 5,
  *act({ shared }, setting) {
    const good = post(harmless(setting, shared), { connection: 'kept' });
    let before = yield* send(good);
    for (const credential of ON_KEPT) {
      for (let tries = 1; ; tries++) {
        for (let sent = 1; sent < MOST_GOOD && saysClosed(before); sent++) before = yield* send(good);
        if (saysClosed(before)) return;
        const body = credential === 'altered' && before.answer?.status === 200 ? before.request.body : listOf(shared);
        const bad = yield* send(post(body, { credential, connection: 'kept' }));
        before = yield* send(good);
        if (bad.onKeptConnection !== false || !isTaken(before)) break;
        if (tries === MOST_TRIES) return;
      }
    }
  },
  judge: (seen, self) => {
    const sent = seen.of(self.id);
    const of = new Map<Credential, Exchange[]>(
      ON_KEPT.map((one) => [one, sent.filter((x) => x.request.credential === one)]),
    );
    const isJudged = (x: Exchange) => x.onKeptConnection === true && obstacle(seen, x) === null;
    // What another try showed needs no excuse.
    const needed = sent.filter((x) => isJudged(x) || !of.get(x.request.credential)?.some(isJudged));
    const isUnseen = ON_KEPT.some((one) => !of.get(one)?.some((x) => isJudged(x) || obstacle(seen, x) !== null));
    const isAnotherLetIn = (x: Exchange) => needed.some((one) => isJudged(one) && isLetIn(one) && !isSameBody(one, x));
    const judged = (x: Exchange) => {
      const before = sent[sent.indexOf(x) - 1];
      return letIn(x, before, before !== undefined && isSameBody(x, before) && !isAnotherLetIn(x));
    };
    return [
      ...needed.flatMap((x) => obstacle(seen, x) ?? (isJudged(x) ? judged(x) : [])),
      ...(isUnseen ? [notTestable(unseen(sent))] : []),
    ];
  },
});

const saysClosed = ({ answer }: Exchange): boolean => /\bclose\b/i.test(answer?.headers['connection'] ?? '');

/** Another bad credential may follow. */
const isTaken = ({ answer }: Exchange): boolean => answer !== null && answer.status !== 401 && answer.status !== 403;

function unseen(sent: readonly Exchange[]) {
  const ended = sent.slice(1).filter((x) => x.onKeptConnection === false).length;
  return ended > 0
    ? message('auth.connections-closed', { closed: ended, answers: sent.length - 1 })
    : message('auth.connection-closed', {});
}

const isSameBody = (a: Exchange, b: Exchange): boolean => a.request.body === b.request.body;

const isLetIn = ({ request, answer }: Exchange): boolean =>
  request.credential !== 'valid' && answer !== null && isSuccess(answer.status);

/**
 * What a bad credential brought on a connection that carried a good one with the request before. Where that was the same
 * request, and no other one was let in, the answer may have been kept.
 */
function letIn(x: Exchange, before: Exchange | undefined, mayBeKept: boolean): Finding[] {
  const { credential: sent } = x.request;
  if (!x.answer || sent === 'valid' || !isLetIn(x)) return [];
  const credential = message(`auth.of.${sent}`, {});
  const found = breach(
    sayNotRefused(
      message(mayBeKept ? 'auth.answer-kept' : 'auth.connection-trusted', {}),
      message('auth.request-with', { credential }),
      x.answer,
    ),
    message('shared.no-2xx', {}),
    message('shared.request-answer', { request: credential, answer: sayAnswer(x.answer) }),
    ...(before ? [before, x] : [x]),
  );
  return [{ ...found, inOrder: true }];
}

const refusedWithoutEffect = invariant({
  id: 'auth/refused-without-effect',
  level: 'MUST',
  clauses: ['AUTH-1b', 'AUTH-2c', 'BODY-3'],
  title: 'a request without a valid credential takes no device offline',
  judge: (seen) =>
    culprits(
      seen,
      (x) => x.request.credential !== 'valid',
      (x, lost) =>
        breach(
          message('auth.takes-offline', {}),
          message('shared.no-effect', {}),
          message('shared.went-offline', { devices: lost }),
          x,
        ),
    ),
});

/** 400, 401 or 403 with a body that the error schema accepts. */
function refusals(seen: Seen, isOfKind: (credential: Credential) => boolean): Finding[] {
  const sent = answeredWhere(
    seen,
    (x) => x.request.method === 'POST' && isOfKind(x.request.credential) && x.answer.status >= 300,
  );
  if (sent.length === 0) return [notTestable(message('auth.not-refused', {}))];
  const { apart, obstacles } = apartFromFailing(seen, sent);
  const findings = apart.flatMap((x) => {
    const fits = CREDENTIAL_STATUSES.includes(x.answer.status);
    const complete =
      errorMember(x.answer, 'error_code') && errorMember(x.answer, 'error_msg') && errorMember(x.answer, 'request_id');
    if (fits && complete) return [];
    const actual = fits ? message('auth.other-refusal.actual', { answer: sayAnswer(x.answer) }) : sayAnswer(x.answer);
    return [breachOf('auth.other-refusal', x, { actual })];
  });
  return [...findings, ...obstacles];
}

const missingAnswer = invariant({
  id: 'auth/missing-answer',
  level: 'SHOULD',
  clauses: ['AUTH-1c'],
  title: 'a request without a credential is answered 400, 401 or 403 with a conforming error body',
  judge: (seen) => refusals(seen, (credential) => credential === 'none'),
});

const invalidAnswer = invariant({
  id: 'auth/invalid-answer',
  level: 'SHOULD',
  clauses: ['AUTH-2e'],
  title: 'a request with an invalid credential is answered 400, 401 or 403 with a conforming error body',
  judge: (seen) => refusals(seen, (credential) => credential !== 'none' && credential !== 'valid'),
});

const headerCase = scenario({
  id: 'auth/header-case',
  level: 'MUST',
  clauses: ['AUTH-3'],
  title: 'the name of the token header is not case-sensitive',
  needs: { devices: 1 },
  lane: 'credential',
  steps: 2,
  *act({ devices: [device = ''] }) {
    for (const tokenHeader of ['x-auth-token', 'X-AUTH-TOKEN']) yield* send(post(listOf(device), { tokenHeader }));
  },
  judge: (seen, self) =>
    judgeEach(seen, self, (x) =>
      isSuccess(x.answer.status) || x.answer.status === 500 || !seen.plainWorks
        ? whenPerformed(seen, x, () => [])
        : [
            doubt(seen, x) ??
              breach(
                message('auth.header-not-taken', { header: x.request.tokenHeader }),
                message('shared.status', { status: 200 }),
                sayAnswer(x.answer),
                x,
              ),
          ],
    ),
});

const noEcho = invariant({
  id: 'auth/no-echo',
  level: 'SHOULD',
  clauses: ['AUTH-4'],
  title: 'no answer repeats the credential',
  judge: (seen) => {
    const answered = answeredWhere(seen, () => true);
    if (answered.length === 0) return [notTestable(message('auth.nothing-answered', {}))];
    return answered.flatMap((x) =>
      x.answer.echoes.length === 0
        ? []
        : [breachOf('auth.echo', x, { actual: message('auth.echo.actual', { places: x.answer.echoes }) })],
    );
  },
});

export const auth: readonly Check[] = [
  refused('auth/missing', 'none', 'MUST', 'AUTH-1a', true),
  refused('auth/cut-token', 'cut', 'MUST', 'AUTH-2a'),
  refused('auth/altered-token', 'altered', 'MUST', 'AUTH-2b'),
  refused('auth/suffixed-token', 'suffixed', 'SHOULD', 'AUTH-2d'),
  refused('auth/recased-token', 'recased', 'MUST', 'AUTH-2f'),
  keptConnection,
  refusedWithoutEffect,
  missingAnswer,
  invalidAnswer,
  headerCase,
  noEcho,
];
