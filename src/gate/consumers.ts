import type { PactFile, PactInteraction } from '../pacts/pact-file.ts';
import type { Operation } from './api.ts';
import { asOpenApi } from './as-openapi.ts';
import type { GateConsumer } from './gate.gen.ts';

interface ComparatorModule {
  Comparator: new (openApi: object) => { compare: (pact: object) => AsyncIterable<Compared> };
}

interface Compared {
  type: string;
  code: string;
  message: string;
  mockDetails?: { location: string };
}

interface Problem {
  key: string;
  text: string;
}

/** Whether a pact has an interaction with an operation. */
export function speaksOf({ interactions }: PactFile, { method, path }: Operation): boolean {
  const shape = path.split(/\{[^}/]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`${shape.join('[^/]+')}/?$`);
  return interactions.some(({ text }) => {
    const { interactions: list } = JSON.parse(text) as {
      interactions: { request?: { method?: string; path?: string } }[];
    };
    return list.some(({ request }) => request?.method?.toUpperCase() === method && pattern.test(request.path ?? ''));
  });
}

/** What does not fit an operation, for each interaction of a pact. */
async function problemsWith(operation: Operation | null, pact: PactFile): Promise<Problem[][]> {
  if (!operation) return pact.interactions.map(() => [{ key: 'operation', text: 'the operation is gone' }]);
  // Its declarations do not resolve in an ES module.
  const { Comparator } = (await import('@pactflow/openapi-pact-comparator')) as unknown as ComparatorModule;
  const found: Problem[][] = pact.interactions.map(() => []);
  for await (const one of new Comparator(asOpenApi(operation)).compare(wholeOf(pact))) {
    if (one.type !== 'error') continue;
    const at = Number(/interactions\[(\d+)\]/.exec(one.mockDetails?.location ?? '')?.[1] ?? -1);
    found[at]?.push({ key: `${one.code} ${one.mockDetails?.location}`, text: one.message });
  }
  return found;
}

/** Interactions that do not fit an operation, where no alternative to them does. */
export async function problemsOf(
  pact: PactFile,
  operation: Operation,
): Promise<{ interaction: PactInteraction; index: number; problems: string[] }[]> {
  const problems = await problemsWith(operation, pact);
  const fits = new Set(pact.interactions.filter((_, i) => problems[i]?.length === 0).map(({ situation }) => situation));
  return pact.interactions.flatMap((interaction, index) =>
    fits.has(interaction.situation)
      ? []
      : [{ interaction, index, problems: [...new Set((problems[index] ?? []).map(({ text }) => text))] }],
  );
}

/**
 * Compares what consumers rely on, by their pacts, with the head; by the examples, as Pact does. Of alternatives (the same
 * request in the same state) one has to hold.
 */
export async function compareConsumers(
  pacts: readonly PactFile[],
  base: Operation,
  head: Operation | null,
): Promise<GateConsumer[]> {
  if (pacts.length === 0) return [];
  const verdicts: GateConsumer[] = [];
  for (const pact of pacts) {
    const [before, after] = [await problemsWith(base, pact), await problemsWith(head, pact)];
    const situations = new Map<string, number[]>();
    for (const [i, { situation }] of pact.interactions.entries())
      situations.set(situation, [...(situations.get(situation) ?? []), i]);
    const verdict: GateConsumer = {
      consumer: pact.interactions[0]?.consumer ?? '',
      pact: pact.path,
      broken: [],
      unknown: 0,
      situations: situations.size,
    };
    for (const alternatives of situations.values()) {
      // What the base does not describe at all is not what it promised.
      const promised = alternatives.filter(
        (i) => !before[i]?.some(({ key }) => key.startsWith('response.status.unknown')),
      );
      if (promised.length === 0) verdict.unknown++;
      const fresh = promised.map((i) => ({
        description: pact.interactions[i]?.description ?? '',
        problems: (after[i] ?? []).filter(({ key }) => !before[i]?.some((one) => one.key === key)),
      }));
      const [first] = fresh;
      if (first && fresh.every(({ problems }) => problems.length > 0))
        verdict.broken.push({
          description: first.description,
          problems: [...new Set(first.problems.map(({ text }) => text))],
        });
    }
    verdicts.push(verdict);
  }
  return verdicts;
}

/** The pact as one document again. */
function wholeOf({ interactions }: PactFile): object {
  const each = interactions.map(({ text }) => JSON.parse(text) as { interactions: object[] });
  return { ...each[0], interactions: each.flatMap((one) => one.interactions) };
}
