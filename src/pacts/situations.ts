import type { Message } from '../base/message.ts';
import type { Limits } from '../deployment/deployment.ts';
import { message } from '../messages/messages.ts';
import { type Attempt, type Found, notRun, resultOf, statusOf } from './attempt.ts';
import { described } from './described.ts';
import type { PactInteraction } from './pact-file.ts';

/** Interactions with the same request in the same state: of them one has to hold. */
export function situationsOf(interactions: readonly PactInteraction[]): PactInteraction[][] {
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
export async function verifySituation(
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
