/**
 * What consumers rely on, as data: each situation that a consumer meets, and every answer in it that requirements allow.
 * Answers come from the schemas of the edition; where these leave a choice there is one interaction for each.
 */
import { documented, readSchema } from './edition.ts';
import { type Compiled, compile, type Variant } from './matchers/compile.ts';
import type { Json } from './matchers/schema.ts';

export interface Interaction {
  description: string;
  /** The provider state, which gives the values that `request` and the path name as `${...}`. */
  state: string;
  /** With none the request carries no credential. */
  credential: 'valid' | 'none';
  /** `absent`: an instance that does not exist. */
  body: RequestBody;
  status: number;
  /** null: any body at all. */
  answer: Variant | null;
}

/** The body as a consumer sends it to the mock of the contract, and as the pact describes it. */
export interface RequestBody {
  example: { device_ids: (number | string)[] };
  matcher: Json;
}

interface Situation {
  name: string;
  state: string;
  credential?: 'none';
  body: RequestBody;
  answers: readonly Answer[];
}

interface Answer {
  status: number;
  answer: Variant | null;
  /** What is particular about it, for its description. */
  says: string;
}

const device = (n: number, example: number): Json => ({
  'pact:matcher:type': 'integer',
  'pact:generator:type': 'ProviderState',
  expression: `\${device${n}}`,
  dataType: 'INTEGER',
  value: example,
});

/** Between device n and its successor. */
const fractionOf = (n: number, example: number): Json => ({
  'pact:matcher:type': 'number',
  'pact:generator:type': 'ProviderState',
  expression: `\${device${n}}.7`,
  dataType: 'DECIMAL',
  value: example,
});

const ids = (...entries: [matcher: Json, example: number][]): RequestBody => ({
  example: { device_ids: entries.map(([, example]) => example) },
  matcher: { device_ids: entries.map(([matcher]) => matcher) },
});
const oneDevice = ids([device(1, 10001), 10001]);
const twoDevices = ids([device(1, 10001), 10001], [device(2, 10002), 10002]);

const success = compile('response-200.schema.json', readSchema, documented('200'));
const isSome = (choice: string | undefined) => choice?.startsWith('some') === true;

/** "with device_name, without device_id" */
const membersOf = ({ choices }: Variant, list: string): string =>
  Object.entries(choices)
    .filter(([at]) => at.startsWith(`${list}/*/`))
    .map(([at, what]) => `${what === 'present' ? 'with' : 'without'} ${at.slice(at.lastIndexOf('/') + 1)}`)
    .join(', ');

/** Answers of 200 with something in these lists and nothing in the others. */
function listing({ variants }: Compiled, filled: readonly ('/success' | '/failed')[], says: string): Answer[] {
  return variants
    .filter(({ choices }) =>
      (['/success', '/failed'] as const).every((at) => isSome(choices[at]) === filled.includes(at)),
    )
    .map((answer) => ({
      status: 200,
      answer,
      says: [says, ...filled.map((list) => membersOf(answer, list)).filter(Boolean)].join(' '),
    }));
}

/** An error body; the example is that of the page where it shows one for the status. */
function error(status: 400 | 401 | 403 | 404 | 500): Answer[] {
  const example = status === 401 || status === 403 ? documented('400') : documented(`${status}`);
  return compile('error.schema.json', readSchema, example).variants.map((answer) => ({ status, answer, says: '' }));
}

/** Gateways in front have error bodies of their own. */
const unspecified = (status: number): Answer => ({ status, answer: null, says: 'with a body of its own' });

const situations: readonly Situation[] = [
  {
    name: 'devices that are all online',
    state: 'devices that are online',
    body: twoDevices,
    answers: listing(success, ['/success'], ''),
  },
  {
    name: 'a device that is online and one that is not',
    state: 'a device that is online and one that is not',
    body: twoDevices,
    answers: [
      ...listing(success, ['/success', '/failed'], 'with the second in failed'),
      ...listing(success, ['/success'], 'with nothing in failed'),
    ],
  },
  {
    name: 'an id with a fraction',
    state: 'a device whose id may have a fraction',
    body: ids([fractionOf(1, 10001.7), 10001.7]),
    answers: listing(success, ['/success'], ''),
  },
  {
    name: 'a body that is not valid',
    state: 'a deployment',
    body: { example: { device_ids: ['none'] }, matcher: { device_ids: ['none'] } },
    answers: error(400),
  },
  {
    name: 'a device that does not exist',
    state: 'a device that does not exist',
    body: oneDevice,
    answers: [
      ...error(404),
      ...listing(success, ['/failed'], 'with it in failed'),
      ...listing(success, [], 'with it in no list'),
    ],
  },
  {
    name: 'an instance that does not exist',
    state: 'an instance that does not exist',
    body: oneDevice,
    answers: [...error(500), ...error(404), ...error(403), ...error(400)],
  },
  {
    name: 'no credential',
    state: 'a device that is online',
    credential: 'none',
    body: oneDevice,
    answers: [...error(401), ...error(403), ...error(400), unspecified(401), unspecified(403)],
  },
];

/** Every interaction, those of one situation together, the documented answer first. */
export const interactions: readonly Interaction[] = situations.flatMap(({ name, state, credential, body, answers }) =>
  answers.map(({ status, answer, says }) => ({
    description: [`${name}, answered ${status}`, says].filter(Boolean).join(' '),
    state,
    credential: credential ?? 'valid',
    body,
    status,
    answer,
  })),
);
