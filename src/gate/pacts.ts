import type { Message } from '../base/message.ts';
import { joined, message } from '../messages/messages.ts';
import { readPact } from '../pacts/pact-file.ts';
import type { Operation } from './api.ts';
import { type Change, changeOf } from './change.ts';
import { problemSaid } from './compared.ts';
import { problemsOf } from './consumers.ts';
import type { PactInput } from './read/input.ts';
import { canonical, isMembers, type Members, parseTree, type Tree } from './tree.ts';

const spotOf = (index: number) => ({ file: null, pointer: `/interactions/${index}` });

/** A pact on one side, an API on the other: every situation of the pact has to fit it. */
export async function pactAgainst(
  pact: PactInput,
  operations: readonly Operation[],
  pactIs: 'base' | 'head',
): Promise<Change[]> {
  const file = readPact(pact.name, pact.text);
  const changes: Change[] = [];
  for (const operation of operations) {
    for (const { interaction, index, problems } of await problemsOf(file, operation)) {
      changes.push(
        changeOf({
          class: 'breaking',
          rule: 'pact/unmet',
          says: message('gate.says.pact/unmet', {}),
          operation: operation.name,
          part: `interaction "${interaction.description}"`,
          field: '',
          base: pactIs === 'base' ? spotOf(index) : null,
          head: pactIs === 'head' ? spotOf(index) : null,
          uses: [],
          keyword: 'interaction',
          before: pactIs === 'base' ? interaction.description : undefined,
          after: pactIs === 'head' ? interaction.description : undefined,
          reason: message('gate.why.pact/unmet', {
            consumer: interaction.consumer,
            operation: operation.name,
            problems: joined('gate.pact.then', problems.map(problemSaid)),
          }),
          witness: null,
        }),
      );
    }
  }
  return changes;
}

/**
 * Two pacts of a consumer. What it relies on now has to be what providers keep already: an interaction that is new or asks
 * for something else is a warning, because it has to be verified; one that is gone is no loss.
 */
export function comparePacts(base: PactInput, head: PactInput): Change[] {
  const [before, after] = [interactionsOf(base), interactionsOf(head)];
  const changes: Change[] = [];
  const draft = (
    key: string,
    pointer: string,
    found: Change['class'],
    reason: Message,
    values: { before?: Tree; after?: Tree },
  ) =>
    changes.push(
      changeOf({
        class: found,
        rule: 'pact/interaction',
        says: message(
          values.before === undefined
            ? 'gate.says.pact/interaction.new'
            : values.after === undefined
              ? 'gate.says.pact/interaction.gone'
              : 'gate.says.pact/interaction',
          {},
        ),
        operation: 'the provider of the pact',
        part: `interaction "${key}"`,
        field: '',
        base: values.before === undefined ? null : { file: null, pointer },
        head: values.after === undefined ? null : { file: null, pointer },
        uses: [],
        keyword: 'interaction',
        before: values.before,
        after: values.after,
        reason,
        witness: null,
      }),
    );
  for (const [key, { value, pointer }] of after) {
    const old = before.get(key);
    if (!old)
      draft(key, pointer, 'warning', message('gate.why.pact/interaction.new', {}), {
        after: value,
      });
    else if (canonical(old.value) !== canonical(value))
      draft(key, pointer, 'warning', message('gate.why.pact/interaction', {}), {
        before: old.value,
        after: value,
      });
  }
  for (const [key, { value, pointer }] of before)
    if (!after.has(key))
      draft(key, pointer, 'compatible', message('gate.why.pact/interaction.gone', {}), { before: value });
  return changes;
}

/** By description, states, method and path; with what is sent and expected, matching rules included. */
function interactionsOf({ name, text }: PactInput): Map<string, { value: Tree; pointer: string }> {
  readPact(name, text);
  const pact = parseTree(text);
  const list = isMembers(pact ?? null) ? (pact as Members)['interactions'] : [];
  return new Map(
    (Array.isArray(list) ? list : []).filter(isMembers).map((interaction, i) => {
      const { description, providerStates, request, response } = interaction;
      const states = Array.isArray(providerStates)
        ? providerStates.map((one) => (isMembers(one) ? String(one['name']) : ''))
        : [];
      const { method, path } = isMembers(request) ? request : {};
      const key = [String(description), ...states, String(method), String(path)].join(', ');
      return [key, { value: { request: request ?? null, response: response ?? null }, pointer: `/interactions/${i}` }];
    }),
  );
}
