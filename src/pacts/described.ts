import type { Message } from '../base/message.ts';
import { en } from '../messages/en.ts';
import { asMessage, type Kind, message } from '../messages/messages.ts';
import type { PactInteraction } from './pact-file.ts';

type Family = 'pacts.own.' | 'pacts.state.';

/** The kind of a family whose English that is. */
const known = (text: string, family: Family): Message => {
  const kind = (Object.keys(en) as Kind[]).find((one) => one.startsWith(family) && en[one] === text);
  return kind === undefined ? asMessage(text) : { kind, values: {} };
};

/** What its consumer calls it: pacts of this package can be told in every language, others in their own words. */
export const described = ({ description }: Pick<PactInteraction, 'description'>): Message =>
  known(description, 'pacts.own.');

/** What an interaction is called in reports. */
export function titleOf(interaction: PactInteraction): Message {
  const { consumer } = interaction;
  const values = { consumer, description: described(interaction) };
  const [first, ...others] = interaction.states.map((name) => known(name, 'pacts.state.'));
  if (!first) return message('pacts.title', values);
  const all = others.reduce((before, next) => message('pacts.states.and', { first: before, next }), first);
  return message('pacts.title.given', { ...values, states: all });
}
