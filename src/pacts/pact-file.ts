import { ConfigError } from '../base/config-error.ts';
import { isObject, printExact, readJson, readPlainJson } from '../base/json.ts';
import { MOST_VALUES_OF_FILE } from '../base/values.ts';
import { JSON_PROBLEMS } from '../messages/json-problem.ts';
import { inEnglish, message } from '../messages/messages.ts';
import { tell, told } from '../messages/speech.ts';

/**
 * One interaction of a pact file.
 *
 * @since 0.1.0
 */
export interface PactInteraction {
  /** Name of the consumer. */
  consumer: string;
  /** Name of the provider. */
  provider: string;
  /** What the consumer calls it. */
  description: string;
  /** Names of its provider states. */
  states: string[];
  /** Status of the answer that the consumer relies on. */
  status: number;
  /** Interactions with equal keys are the same request in the same state: alternatives, of which one is met. */
  situation: string;
  /** A pact file with this interaction alone. */
  text: string;
  /** Why nothing can be verified of it, or null. */
  notTestable: string | null;
}

/**
 * A pact file that was read.
 *
 * @since 0.1.0
 */
export interface PactFile {
  /** What it is called in messages. */
  path: string;
  /** The file as it was read. */
  text: string;
  /** In the order of the file; at least one can be verified. */
  interactions: PactInteraction[];
  /** What Pact would fetch from other hosts to read this pact. */
  plugins: string[];
}

/**
 * Reads a pact file, V1 to V4.
 *
 * @param path - What it is called in messages; no file is opened.
 * @throws {@link ConfigError} that names the file and the JSON pointer of what is wrong.
 * @since 0.1.0
 */
export function readPact(path: string, text: string): PactFile {
  const fail = (pointer: string, problem: string): never => {
    throw new ConfigError(tell`${`${path}${pointer === '' ? '' : `#${pointer}`}`}: ${problem}`);
  };
  const json = readPlainJson(text, MOST_VALUES_OF_FILE);
  if (!json.ok) return fail('', tell`not a pact file: ${told(JSON_PROBLEMS[json.problem])}`);
  const pact = json.plain;
  if (!isObject(pact)) return fail('', tell`not a pact file: an object is wanted`);
  const nameOf = (role: 'consumer' | 'provider') => {
    const party = pact[role];
    const name = isObject(party) ? party['name'] : undefined;
    return typeof name === 'string' && name !== '' ? name : fail(`/${role}/name`, tell`the name is missing`);
  };
  const [consumer, provider] = [nameOf('consumer'), nameOf('provider')];
  const { interactions } = pact;
  if (interactions === undefined && Array.isArray(pact['messages'])) return fail('/messages', onlyMessages());
  if (!Array.isArray(interactions)) return fail('/interactions', tell`a list of interactions is wanted`);
  if (interactions.length === 0)
    return fail('/interactions', tell`the pact has no interaction, so there is nothing to verify`);
  const exact = exactInteractions(text);
  const read = interactions.map((interaction: unknown, i): PactInteraction => {
    const at = `/interactions/${i}`;
    if (!isObject(interaction)) return fail(at, tell`an object is wanted`);
    const { type = 'Synchronous/HTTP', description, request, response } = interaction;
    if (typeof description !== 'string' || description === '') return fail(`${at}/description`, tell`text is wanted`);
    const states = statesOf(interaction, at, fail);
    const common = {
      consumer,
      provider,
      description,
      states,
      text: alone(pact, { consumer, provider }, exact[i]),
    };
    if (type === 'Asynchronous/Messages' || type === 'Synchronous/Messages')
      return { ...common, status: 0, situation: JSON.stringify([consumer, at]), notTestable: A_MESSAGE };
    if (type !== 'Synchronous/HTTP')
      return fail(`${at}/type`, tell`only Synchronous/HTTP can be verified here, not ${String(type)}`);
    if (!isObject(request)) return fail(`${at}/request`, tell`an object is wanted`);
    if (typeof request['path'] !== 'string') fail(`${at}/request/path`, tell`text is wanted`);
    const { method } = request;
    if (typeof method !== 'string') return fail(`${at}/request/method`, tell`text is wanted`);
    // Pact would send a GET for it.
    if (!/^[a-z]+$/i.test(method)) return fail(`${at}/request/method`, tell`a method of HTTP is wanted`);
    if (!isObject(response)) return fail(`${at}/response`, tell`an object is wanted`);
    const { status } = response;
    if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599)
      return fail(`${at}/response/status`, tell`a whole number from 100 to 599 is wanted`);
    return {
      ...common,
      status,
      situation: printExact([
        consumer,
        interaction['providerStates'] ?? states,
        (exact[i] as typeof interaction)['request'],
      ]),
      notTestable: null,
    };
  });
  if (read.every(({ notTestable }) => notTestable !== null)) return fail('/interactions', onlyMessages());
  return { path, text, interactions: read, plugins: pluginsOf(pact['metadata']) };
}

const A_MESSAGE = inEnglish(message('pacts.message', {}));
const onlyMessages = () =>
  tell`the pact has messages only, which do not travel over HTTP: there is nothing to verify here`;

type Parties = Pick<PactInteraction, 'consumer' | 'provider'>;
type Fail = (pointer: string, problem: string) => never;

/** The names of its provider states: a list (V3, V4), or one of them in either spelling (V1, V2). */
function statesOf(interaction: Record<string, unknown>, at: string, fail: Fail): string[] {
  const single = interaction['providerState'] ?? interaction['provider_state'];
  const { providerStates } = interaction;
  if (providerStates === undefined || providerStates === null) {
    if (single === undefined || single === null || single === '') return [];
    return [typeof single === 'string' ? single : fail(`${at}/providerState`, tell`text is wanted`)];
  }
  if (!Array.isArray(providerStates)) return fail(`${at}/providerStates`, tell`a list is wanted`);
  return providerStates.map((state: unknown, n) =>
    isObject(state) && typeof state['name'] === 'string'
      ? state['name']
      : fail(`${at}/providerStates/${n}/name`, tell`text is wanted`),
  );
}

function pluginsOf(metadata: unknown): string[] {
  const plugins = isObject(metadata) ? metadata['plugins'] : undefined;
  if (plugins === undefined || plugins === null) return [];
  const all = Array.isArray(plugins) ? plugins : [plugins];
  return all.map((one: unknown) =>
    isObject(one) && typeof one['name'] === 'string' ? one['name'] : tell`one without a name`,
  );
}

/** As they were written: an id past 2^53 is not that of another device. */
function exactInteractions(text: string): readonly unknown[] {
  const json = readJson(text);
  const interactions = json.ok && isObject(json.exact) ? json.exact['interactions'] : null;
  return Array.isArray(interactions) ? interactions : [];
}

/** Where versions of Pact say how a pact is written. */
const SPECIFICATIONS = ['pactSpecification', 'pact-specification', 'pactSpecificationVersion'];

/**
 * A pact with this interaction alone, and nothing that Pact would fetch for it. Whatever else a pact holds would stand
 * beside each of its interactions.
 */
function alone(pact: Record<string, unknown>, { consumer, provider }: Parties, interaction: unknown): string {
  const { metadata } = pact;
  const kept = isObject(metadata)
    ? SPECIFICATIONS.flatMap((name) => {
        const said = metadata[name];
        if (typeof said === 'string') return [[name, said]];
        return isObject(said) && typeof said['version'] === 'string' ? [[name, { version: said['version'] }]] : [];
      })
    : [];
  return printExact({
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [interaction],
    ...(kept.length > 0 && { metadata: Object.fromEntries(kept) }),
  });
}
