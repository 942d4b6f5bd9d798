import type { Message } from '../base/message.ts';
import { en } from '../messages/en.ts';
import { asMessage, type Kind, message } from '../messages/messages.ts';
import type { PactInteraction } from './pact-file.ts';

/** Kinds by their English, of those that begin with a prefix and hold nothing else. */
const byEnglish = (prefix: string): ReadonlyMap<string, Kind> =>
  new Map((Object.keys(en) as Kind[]).filter((kind) => kind.startsWith(prefix)).map((kind) => [en[kind], kind]));
const own = byEnglish('pacts.own.');
const states = byEnglish('pacts.state.');

const known = (text: string, of: ReadonlyMap<string, Kind>): Message => {
  const kind = of.get(text);
  return kind === undefined ? asMessage(text) : { kind, values: {} };
};

/** What its consumer calls it: pacts of this package can be told in every language, others in their own words. */
export const described = ({ description }: Pick<PactInteraction, 'description'>): Message => known(description, own);

/** What an interaction is called in reports. */
export function titleOf(interaction: PactInteraction): Message {
  const { consumer } = interaction;
  const values = { consumer, description: described(interaction) };
  const [first, ...others] = interaction.states.map((name) => known(name, states));
  if (!first) return message('pacts.title', values);
  const all = others.reduce((before, next) => message('pacts.states.and', { first: before, next }), first);
  return message('pacts.title.given', { ...values, states: all });
}
