import { type Check, invariant } from '../checks/check.ts';
import type { Request } from '../exchange/exchange.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { lateRule, openLateLane } from '../run/late.ts';
import { note, type RunRecord } from '../run/record.ts';
import { openSession, type Session, type SessionOptions } from '../run/session.ts';
import type { Result } from '../verdict/outcome.ts';
import { type Attempt, type Found, sure, withoutSecrets } from './attempt.ts';
import { blindSpots } from './blind-spots.ts';
import { titleOf } from './described.ts';
import { interactionId } from './interaction-id.ts';
import { doubtOf, listsOnlineAsFailed, whyStop } from './knowledge.ts';
import type { PactInteraction } from './pact-file.ts';
import { requestIn } from './pact-request.ts';
import { openRelay, type Relay } from './relay.ts';
import { situationsOf, verifySituation } from './situations.ts';
import { openStates } from './states.ts';
import { openVerifier, type Verifier } from './verifier.ts';

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
  const judged = new Map<PactInteraction, Found>();
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
  const record = await session.end(results.map(({ check }) => check.id));
  return { record, results };
}

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
