import { listOf } from '../../operation/body.ts';
import { readBody } from '../asked.ts';
import type { ExploredStep, Sequence } from './sequence.ts';

/** Longer batches are halved; of shorter ones each id is left out in turn. */
const LONG = 12;

/**
 * Sequences with a little less in them, the much smaller ones first. Relations are left out: steps may be gone. A bad
 * credential is never left without a good one behind it.
 */
export function* smaller(sequence: Sequence): Generator<Sequence> {
  for (const less of withLess(sequence)) if (endsWell(less)) yield less;
}

/** Whether a request with a valid credential follows every other. */
const endsWell = (sequence: Sequence): boolean =>
  sequence.at(-1)?.requests.every(({ credential }) => credential === 'valid') ?? true;

function* withLess(sequence: Sequence): Generator<Sequence> {
  const steps = sequence.map(({ requests, online }): ExploredStep => ({ requests, online }));
  const replaced = (at: number, ...by: readonly ExploredStep[]) => [
    ...steps.slice(0, at),
    ...by,
    ...steps.slice(at + 1),
  ];
  if (steps.length > 1) for (const step of steps) yield [{ ...step, online: true }];
  for (const at of steps.keys()) if (steps.length > 2) yield replaced(at);
  for (const [at, step] of steps.entries()) {
    if (step.requests.length < 2) continue;
    for (const left of step.requests.keys()) {
      yield replaced(at, { ...step, requests: step.requests.filter((_, i) => i !== left) });
    }
  }
  for (const [at, step] of steps.entries()) {
    for (const [index, request] of step.requests.entries()) {
      for (const body of smallerLists(request.body ?? '')) {
        yield replaced(at, { ...step, requests: step.requests.with(index, { ...request, body }) });
      }
    }
  }
}

/** The batch with some of its ids left out; nothing where the body is not as documented. */
function* smallerLists(body: string): Generator<string> {
  const { wellFormed, ids } = readBody(body);
  const texts = ids.map(({ text }) => text);
  if (!wellFormed || texts.length < 2) return;
  if (texts.length > LONG) {
    const middle = Math.ceil(texts.length / 2);
    yield listOf(...texts.slice(0, middle));
    yield listOf(...texts.slice(middle));
    return;
  }
  for (const left of texts.keys()) yield listOf(...texts.filter((_, i) => i !== left));
}
