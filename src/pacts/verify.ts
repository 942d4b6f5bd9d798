import { createHash } from 'node:crypto';
import { type Message, withTexts } from '../base/message.ts';
import { type Check, invariant } from '../checks/check.ts';
import { devicesOf, doubt, stayedOnline } from '../checks/doubt.ts';
import { type Breach, breachFound } from '../checks/finding.ts';
import { slower, whyCut } from '../checks/judging.ts';
import { isPlain } from '../checks/request.ts';
import { type Seen, see } from '../checks/seen.ts';
import { sayNowhere } from '../checks/words.ts';
import type { Limits } from '../deployment/deployment.ts';
import { isPage, knowsNoPlace, readLists, speaksForGateway } from '../exchange/answer.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { asMessage, inEnglish, message, type Said } from '../messages/messages.ts';
import { lateRule, openLateLane } from '../run/late.ts';
import { note, type RunRecord } from '../run/record.ts';
import { openSession, type Session, type SessionOptions } from '../run/session.ts';
import type { Outcome, Result } from '../verdict/outcome.ts';
import { blindSpots } from './blind-spots.ts';
import { described, titleOf } from './described.ts';
import { type Mismatch, redacted, sayMismatch } from './mismatch.ts';
import type { PactInteraction } from './pact-file.ts';
import { requestIn } from './pact-request.ts';
import { openRelay, type Relay, type Relayed } from './relay.ts';
import { openStates } from './states.ts';
import { openVerifier, type Verified, type Verifier } from './verifier.ts';

export interface RunInteractionsOptions extends SessionOptions {
  interactions: readonly PactInteraction[];
  onProgress?: (progress: { done: number; total: number; of: 'interactions'; label: string }) => void;
  /** What Pact itself prints. */
  onOutput?: (text: string) => void;
}

/** Pact is given more time than the way to the deployment, which says better what went wrong; in ms. */
const PATIENCE_MS = 60_000;
/** Pact itself needs a few milliseconds; on a busy machine some hundred. */
const IDLE_MS = 5000;
/** Pact reads a hundred, and says nothing of the answer where there are more. Some are the relay's own. */
const MOST_HEADERS = 90;

/** Longer parts of ids are cut, for the id goes into a header of each request; a hash tells them apart. */
const MOST_ID = 300;

/** `consumer/description` in the letters of check ids. */
export const interactionId = ({ consumer, description }: PactInteraction): string => {
  const slug = (text: string) => {
    const whole = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    if (whole.length <= MOST_ID) return whole;
    return `${whole.slice(0, MOST_ID)}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  };
  return `${slug(consumer) || 'consumer'}/${slug(description) || 'interaction'}`;
};

/**
 * Verifies each interaction against the deployment with Pact's verifier: states are brought about with its test devices,
 * and every request passes the guard. Of alternatives (the same request in the same state) one has to hold. Gives the
 * record of what was seen, and a result for each interaction, in the shape of checks.
 */
export async function runInteractions(
  options: RunInteractionsOptions,
): Promise<{ record: RunRecord; results: Result[] }> {
  // First, so that nothing is sent where Pact does not run.
  const verifier = await openVerifier({
    timeoutMs: PATIENCE_MS,
    idleMs: IDLE_MS,
    ...(options.onOutput && { onOutput: options.onOutput }),
  });
  let session: Session | null = null;
  let relay: Relay | null = null;
  try {
    session = await openSession(options);
    const isLate = lateRule(options.deployment);
    relay = await openRelay(options.deployment, session, { isLate, lookout: openLateLane(session, options).lookout });
    return await verifyAll(options, { verifier, session, relay, isLate });
  } finally {
    await relay?.close();
    await session?.close();
    await verifier.close();
  }
}

interface Ways {
  verifier: Verifier;
  session: Session;
  relay: Relay;
  isLate: (request: Request) => boolean;
}

async function verifyAll(
  { deployment, interactions, onProgress }: RunInteractionsOptions,
  { verifier, session, relay, isLate }: Ways,
): Promise<{ record: RunRecord; results: Result[] }> {
  const { setting, pool, effects, sink } = session;
  const state = openStates({ deployment, setting, pool });
  const judged = new Map<PactInteraction, Omit<Result, 'check'>>();
  const total = interactions.length;
  const once = async (interaction: PactInteraction): Promise<Attempt> => {
    const over = session.over();
    if (over !== null) return { verified: { kind: 'error', said: over }, seen: [], doubt: sure };
    if (interaction.notTestable !== null)
      return { verified: { kind: 'no-state', said: message('pacts.message', {}) }, seen: [], doubt: sure };
    const relayed = relay.begin(interactionId(interaction));
    const verified = withoutSecrets(
      await verifier.verify(
        interaction,
        relay.baseUrl,
        (name) =>
          state(name).catch((error: unknown) => {
            relay.shut(message('pacts.refused.state', {}));
            throw error;
          }),
        relay.isBusy,
      ),
      session.client.redact,
    );
    const seen = [...relayed()];
    await effects.settle(seen.flatMap((one) => ('exchange' in one ? [one.exchange] : [])));
    return { verified, seen, doubt: () => doubtOf(session, interaction, seen) };
  };
  /** A deployment may count a device as online a moment after its session is open: one that fails so is asked once more. */
  const attempt = async (interaction: PactInteraction): Promise<Attempt> => {
    const first = await once(interaction);
    if (first.verified.kind !== 'mismatches') return first;
    const reason = whyStop(session, interaction, first.seen);
    if (reason) {
      session.stop(reason);
      return { ...first, verified: { kind: 'error', said: reason } };
    }
    return listsOnlineAsFailed(session, first.seen) ? once(interaction) : first;
  };
  const situations = situationsOf(interactions);
  const late = new Set(situations.filter(([first]) => first && isLate(requestIn(first))));
  // What may take all devices offline comes last, after all that tells more.
  for (const alternatives of [...situations.filter((one) => !late.has(one)), ...late]) {
    const results = await verifySituation(alternatives, attempt, deployment.limits);
    for (const [interaction, result] of results) judged.set(interaction, result);
    onProgress?.({
      done: judged.size,
      total,
      of: 'interactions',
      label: alternatives[0]?.description ?? '',
    });
  }
  for (const said of blindSpots) sink(note(said));
  const results = interactions.map((interaction): Result => {
    const found = judged.get(interaction);
    if (!found) throw new Error(`no result for ${interaction.description}`);
    return { check: checkOf(interaction), ...found };
  });
  const record = session.end(results.map(({ check }) => check.id));
  return { record, results };
}

interface Attempt {
  verified: Verified;
  seen: readonly Relayed[];
  /** Why nothing is to be judged from the status of the answer, or null. */
  doubt: () => Message | null;
}

const sure = () => null;

/** Sessions are watched on: what is not lost by now was online. */
const seenSoFar = (session: Session): Seen => see({ ...session.soFar([]), watchedUntil: Number.POSITIVE_INFINITY });

/**
 * Where a consumer wants a success and the credential is refused, or there is no such instance, the deployment file is to
 * be looked at and no pact is broken: more attempts would tell nothing, and might lock the account.
 */
function whyStop(session: Session, { status }: PactInteraction, relayed: readonly Relayed[]): Message | null {
  if (status < 200 || status > 299) return null;
  const isDone = session.exchanges.some(
    (x) => x.request.path === 'operation' && x.answer?.status === 200 && !isPage(x.answer),
  );
  for (const one of relayed) {
    if (!('exchange' in one) || one.exchange.request.credential !== 'valid') continue;
    const { answer } = one.exchange;
    const isRefused = answer?.status === 401 || answer?.status === 403;
    if (isRefused && (!isDone || isPlain(one.exchange.request)))
      return message(isDone ? 'run.credential-lost' : 'run.credential', { status: answer.status });
    if (!answer || isDone || !knowsNoPlace(answer)) continue;
    // A plain 404 may be about a device that does not exist.
    if (answer.status !== 404 || devicesOf(seenSoFar(session), one.exchange).length > 0) return sayNowhere(answer);
  }
  return null;
}

/** Whether a device whose session was open all along stands in `failed`. */
function listsOnlineAsFailed(session: Session, relayed: readonly Relayed[]): boolean {
  const seen = seenSoFar(session);
  return relayed.some((one) => {
    if (!('exchange' in one) || !one.exchange.answer) return false;
    const { exchange } = one;
    const failed = readLists(one.exchange.answer)?.failed ?? [];
    return failed.some(({ key }) => key !== null && stayedOnline(seen, exchange, key));
  });
}

/**
 * A deployment may answer for a device that is offline as it likes, with any status: where the pact wants a success and one
 * of its devices was not online, an error is no breach of what a deployment has to do.
 */
function doubtOf(session: Session, { status }: PactInteraction, relayed: readonly Relayed[]): Message | null {
  if (status < 200 || status > 299) return null;
  const seen = seenSoFar(session);
  for (const one of relayed) {
    const answered = 'exchange' in one ? one.exchange.answer?.status : undefined;
    if (answered === undefined || answered < 400 || !('exchange' in one)) continue;
    if (doubt(seen, one.exchange, stayedOnline)) return message('pacts.doubt', { status: answered });
  }
  return null;
}

/** Pact was given answers as they came. */
function withoutSecrets(verified: Verified, redact: (text: string) => string): Verified {
  if (verified.kind === 'error') return { kind: 'error', said: withTexts(verified.said, redact) };
  if (verified.kind !== 'mismatches') return verified;
  return { kind: 'mismatches', mismatches: verified.mismatches.map((one) => redacted(one, redact)) };
}

type Found = Omit<Result, 'check'>;

/** In the shape of a check, so that reports show it like one. What it judged is not judged again. */
const checkOf = (interaction: PactInteraction): Check =>
  invariant({
    id: interactionId(interaction),
    level: 'MUST',
    clauses: [],
    title: inEnglish(titleOf(interaction)),
    titleSaid: titleOf(interaction),
    judge: () => [],
  });

function situationsOf(interactions: readonly PactInteraction[]): PactInteraction[][] {
  const situations = new Map<string, PactInteraction[]>();
  for (const interaction of interactions) {
    const alternatives = situations.get(interaction.situation);
    if (alternatives) alternatives.push(interaction);
    else situations.set(interaction.situation, [interaction]);
  }
  return [...situations.values()];
}

/**
 * Tries the alternatives until one holds; once the answer's status is known, only those with that status. Where none holds
 * the one that came nearest fails, and the others do not apply.
 */
async function verifySituation(
  alternatives: readonly PactInteraction[],
  attempt: (interaction: PactInteraction) => Promise<Attempt>,
  limits: Limits,
): Promise<Map<PactInteraction, Found>> {
  const found = new Map<PactInteraction, Found>();
  const tried = new Map<PactInteraction, Found>();
  let status: number | null = null;
  for (;;) {
    const left = alternatives.filter((one) => !tried.has(one));
    const next: PactInteraction | undefined = status === null ? left[0] : left.find((one) => one.status === status);
    if (!next) break;
    const made = await attempt(next);
    const result = inDoubt(resultOf(next, made, limits), made.doubt);
    tried.set(next, result);
    if (result.outcome !== 'failed') break;
    status = statusOf(made.seen) ?? next.status;
  }
  const decisive = decisiveOf(tried, status);
  for (const one of alternatives) {
    if (one === decisive.interaction) found.set(one, decisive.result);
    else found.set(one, notRun('not-applicable', whyNot(decisive)));
  }
  return found;
}

/** A failure that nothing can be made of. */
function inDoubt(found: Found, why: () => Message | null): Found {
  const said = found.outcome === 'failed' ? why() : null;
  return said === null ? found : notRun('not-testable', said);
}

interface Decisive {
  interaction: PactInteraction;
  result: Found;
}

/** The one that did not fail; else, of those with the status of the answer, the one with the fewest mismatches. */
function decisiveOf(tried: ReadonlyMap<PactInteraction, Found>, status: number | null): Decisive {
  const all = [...tried].map(([interaction, result]) => ({ interaction, result }));
  const settled = all.find(({ result }) => result.outcome !== 'failed');
  const near = all.filter(({ interaction }) => interaction.status === status);
  const least = [...(near.length > 0 ? near : all)].sort(
    (a, b) => a.result.findings.length - b.result.findings.length,
  )[0];
  const decisive = settled ?? least;
  if (!decisive) throw new Error('no alternative was tried');
  return decisive;
}

const whyNot = ({ interaction, result }: Decisive): Message =>
  message(result.outcome === 'passed' ? 'pacts.alternative.met' : 'pacts.alternative.see', {
    other: described(interaction),
  });

function statusOf(seen: readonly Relayed[]): number | null {
  for (const one of seen) if ('exchange' in one && one.exchange.answer) return one.exchange.answer.status;
  return null;
}

function notRun(outcome: Exclude<Outcome, 'passed' | 'failed'>, why: Said): Found {
  const said = asMessage(why);
  return { outcome, findings: [], message: inEnglish(said), said };
}

function resultOf(interaction: PactInteraction, { verified, seen }: Attempt, limits: Limits): Found {
  if (verified.kind === 'no-state') return notRun('not-testable', verified.said);
  const exchanges: Exchange[] = [];
  for (const one of seen) {
    if ('withheld' in one) return notRun('withheld', one.withheld);
    exchanges.push(one.exchange);
    if (one.lost) return notRun('error', one.lost);
    const { answer, failure } = one.exchange;
    if (failure) return notRun('error', sayFailure(failure));
    if (answer && Object.keys(answer.headers).length > MOST_HEADERS)
      return notRun('error', message('pacts.many-headers', { most: MOST_HEADERS }));
    // Pact was given what was kept of it.
    if (answer?.truncated) return notRun('error', whyCut(answer, limits));
    if (answer && speaksForGateway(answer))
      return notRun('error', message('run.gateway', { status: answer.status, advice: slower(answer.status, limits) }));
  }
  if (verified.kind === 'error') return notRun('error', verified.said);
  if (exchanges.length === 0) return notRun('error', message('pacts.nothing-sent', {}));
  if (verified.kind === 'pending') return notRun('waived', verified.said);
  if (verified.kind === 'passed') return { outcome: 'passed', findings: [], message: null };
  const ids = exchanges.map(({ id }) => id);
  const findings = verified.mismatches.map((mismatch) => breachOf(interaction, mismatch, ids));
  return { outcome: 'failed', findings, message: findings.map(({ message }) => message).join('\n') };
}

function breachOf(interaction: PactInteraction, mismatch: Mismatch, exchanges: string[]): Breach {
  const { expected, actual } = mismatch;
  return breachFound(
    sayMismatch(mismatch),
    expected === '' ? message('pacts.as-pact', { description: described(interaction) }) : expected,
    actual === '' ? message('pacts.something-else', {}) : actual,
    exchanges,
  );
}
