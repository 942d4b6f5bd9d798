/** What parts of operations are called: reports hold them in English, readers of other languages get them by their kinds. */
import type { Message, Value } from '../base/message.ts';
import { asMessage, type Kind, message } from '../messages/messages.ts';
import { described } from '../pacts/described.ts';

type PartKind = Extract<Kind, `gate.part.${string}`>;

/** Each with the names of what stands in its groups. The first that fits the whole of it. */
const PARTS: readonly (readonly [RegExp, PartKind, readonly string[]])[] = [
  [/^request body$/, 'gate.part.request-body', []],
  [/^body$/, 'gate.part.body', []],
  [/^operation$/, 'gate.part.operation', []],
  [/^document$/, 'gate.part.document', []],
  [/^callback$/, 'gate.part.callback', []],
  [/^webhook$/, 'gate.part.webhook', []],
  [/^server$/, 'gate.part.server', []],
  [/^security$/, 'gate.part.security', []],
  [/^response (\S+) body$/, 'gate.part.response-body', ['status']],
  [/^response (\S+)$/, 'gate.part.response', ['status']],
  [/^(request body|body|response \S+ body) (.+) header (\S+)$/s, 'gate.part.member-header', ['part', 'member', 'name']],
  [/^response (\S+) header (.+)$/s, 'gate.part.response-header', ['status', 'name']],
  [/^header (.+)$/s, 'gate.part.header', ['name']],
  [/^cookie (.+)$/s, 'gate.part.cookie', ['name']],
  [/^path parameter (.+)$/s, 'gate.part.path', ['name']],
  [/^query parameter (.+)$/s, 'gate.part.query', ['name']],
  [/^querystring parameter (.+)$/s, 'gate.part.querystring', ['name']],
  [/^interaction "(.+)"$/s, 'gate.part.interaction', ['description']],
];

/** A part with its kind; one that nothing fits stays in its own words. */
export function partSaid(part: string): Message {
  for (const [pattern, kind, names] of PARTS) {
    const found = pattern.exec(part);
    if (found)
      return { kind, values: Object.fromEntries(names.map((name, i) => [name, putIn(name, found[i + 1] ?? '')])) };
  }
  return asMessage(part);
}

const putIn = (name: string, text: string): Value =>
  name === 'part' ? partSaid(text) : name === 'description' ? described({ description: text }) : text;

/** Operations are named by method and path, which are the same in every language. */
export const operationSaid = (operation: string): Message =>
  operation === 'the provider of the pact' ? message('gate.pact-provider', {}) : asMessage(operation);
