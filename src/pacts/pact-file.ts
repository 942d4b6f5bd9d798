import { ConfigError } from '../base/config-error.ts';
import { isObject, readJson } from '../base/json.ts';

/** One interaction of a pact file. `text` is a pact file with this interaction alone. */
export interface PactInteraction {
  consumer: string;
  provider: string;
  description: string;
  states: string[];
  status: number;
  /** Interactions with equal keys are the same request in the same state: alternatives, of which one is met. */
  situation: string;
  text: string;
}

export interface PactFile {
  path: string;
  interactions: PactInteraction[];
}

/** Reads a pact file, V3 or V4. Throws a ConfigError that names the file and the JSON pointer of what is wrong. */
export function readPact(path: string, text: string): PactFile {
  const fail = (pointer: string, problem: string): never => {
    throw new ConfigError(`${path}${pointer === '' ? '' : `#${pointer}`}: ${problem}`);
  };
  const json = readJson(text);
  if (!json.ok) return fail('', `not a pact file: ${json.problem}`);
  const pact = json.plain;
  if (!isObject(pact)) return fail('', 'not a pact file: an object is wanted');
  const nameOf = (role: 'consumer' | 'provider') => {
    const party = pact[role];
    const name = isObject(party) ? party['name'] : undefined;
    return typeof name === 'string' && name !== '' ? name : fail(`/${role}/name`, 'the name is missing');
  };
  const [consumer, provider] = [nameOf('consumer'), nameOf('provider')];
  const { interactions } = pact;
  if (!Array.isArray(interactions)) return fail('/interactions', 'a list of interactions is wanted');
  if (interactions.length === 0)
    return fail('/interactions', 'the pact has no interaction, so there is nothing to verify');
  return {
    path,
    interactions: interactions.map((interaction: unknown, i) => {
      const at = `/interactions/${i}`;
      if (!isObject(interaction)) return fail(at, 'an object is wanted');
      const { type = 'Synchronous/HTTP', description, providerStates = [], request, response } = interaction;
      if (type !== 'Synchronous/HTTP')
        fail(`${at}/type`, `only Synchronous/HTTP can be verified here, not ${String(type)}`);
      if (typeof description !== 'string' || description === '') return fail(`${at}/description`, 'text is wanted');
      if (!isObject(request)) return fail(`${at}/request`, 'an object is wanted');
      if (typeof request['path'] !== 'string') fail(`${at}/request/path`, 'text is wanted');
      if (typeof request['method'] !== 'string') fail(`${at}/request/method`, 'text is wanted');
      if (!isObject(response)) return fail(`${at}/response`, 'an object is wanted');
      const { status } = response;
      if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599)
        return fail(`${at}/response/status`, 'a whole number from 100 to 599 is wanted');
      if (!Array.isArray(providerStates)) return fail(`${at}/providerStates`, 'a list is wanted');
      const states = providerStates.map((state: unknown, n) =>
        isObject(state) && typeof state['name'] === 'string'
          ? state['name']
          : fail(`${at}/providerStates/${n}/name`, 'text is wanted'),
      );
      return {
        consumer,
        provider,
        description,
        states,
        status,
        situation: JSON.stringify([consumer, providerStates, request]),
        text: JSON.stringify({ ...pact, interactions: [interaction] }),
      };
    }),
  };
}
