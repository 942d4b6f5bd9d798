import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { readRegularFile, UnreadableFile } from '../base/regular-file.ts';
import { tell } from '../messages/speech.ts';
import { dotted, type Problem } from './problem.ts';
import { substitute } from './substitute.ts';
import { isMembers } from './tree.ts';
import { readYaml } from './yaml-text.ts';

/** An environment variable that can stand for a part of the deployment file. */
export interface EnvironmentVariable {
  name: string;
  meaning: string;
  required: boolean;
}

interface Variable extends EnvironmentVariable {
  /** Where its value goes in the tree of the deployment file. */
  pointer: string;
  read: (text: string) => Read;
}

type Read = { value: unknown } | { problems: string[] };

const asText = (text: string): Read => ({ value: text });

const FLAGS = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

const asFlag = (text: string): Read => {
  const value = FLAGS.get(text.toLowerCase());
  return value === undefined ? { problems: [tell`must be true or false (or 1 or 0)`] } : { value };
};

const asNames = (text: string): Read => ({
  value: text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
});

const asYaml = (text: string): Read => {
  const yaml = readYaml(text);
  return yaml.ok ? { value: yaml.value } : { problems: yaml.problems };
};

/** `20001,20002`, or a list as in the file; ids and objects may be mixed. */
const asDevices = (text: string): Read => {
  const isBareList = /^[^[{\n-][^[{\n:]*$/.test(text.trim());
  const read = asYaml(isBareList ? `[${text}]` : text);
  if ('problems' in read || !Array.isArray(read.value)) return read;
  return { value: read.value.map((entry: unknown) => (isMembers(entry) ? entry : { id: entry })) };
};

const variable = (
  name: string,
  pointer: string,
  meaning: string,
  { required = false, read = asText }: { required?: boolean; read?: Variable['read'] } = {},
): Variable => ({ name, pointer, meaning, required, read });

const variables: readonly Variable[] = [
  variable('ROMA_NAME', '/name', 'Name of the deployment in reports ("env" without it)'),
  variable('ROMA_BASE_URL', '/baseUrl', 'Scheme, host, port and path prefix', { required: true }),
  variable('ROMA_EDITION', '/edition', 'Edition of the API page, by its date; the newest without it'),
  variable('ROMA_PROJECT_ID', '/projectId', 'project_id of the path', { required: true }),
  variable('ROMA_INSTANCE_ID', '/instanceId', 'instance_id of the path', { required: true }),
  variable('ROMA_AUTH_TOKEN', '/auth/token', 'Token for X-Auth-Token; this, ROMA_IAM_* or the two keys are needed'),
  variable('ROMA_IAM_URL', '/auth/iam/url', 'IAM endpoint to fetch a token from'),
  variable('ROMA_IAM_USER', '/auth/iam/user', 'IAM user'),
  variable('ROMA_IAM_PASSWORD', '/auth/iam/password', 'Password of the IAM user'),
  variable('ROMA_IAM_DOMAIN', '/auth/iam/domain', 'Account (domain) of the IAM user'),
  variable('ROMA_IAM_PROJECT', '/auth/iam/project', 'Project name that the token is for, such as cn-north-4'),
  variable('ROMA_ACCESS_KEY', '/auth/aksk/accessKey', 'Access key, for signed requests'),
  variable('ROMA_SECRET_KEY', '/auth/aksk/secretKey', 'Secret key, for signed requests'),
  variable('ROMA_DEVICES', '/devices', 'Sacrificial devices: 20001,20002 or a YAML or JSON list as in the file', {
    required: true,
    read: asDevices,
  }),
  variable('ROMA_ABSENT', '/absent', 'What does not exist: a YAML or JSON object as in the file', { read: asYaml }),
  variable('ROMA_MQTT_URL', '/mqtt/url', 'Broker that the devices log in to'),
  variable('ROMA_COMPAT20', '/claims/compat20', 'true: compatibility with release 20.0 is claimed', { read: asFlag }),
  variable('ROMA_LIMITS', '/limits', 'Limits: a YAML or JSON object as in the file', { read: asYaml }),
  variable('ROMA_TLS_CA', '/tls/ca', 'PEM file of certificate authorities, relative to the working directory'),
  variable('ROMA_TLS_CERT', '/tls/cert', "PEM file with the client's certificate"),
  variable('ROMA_TLS_KEY', '/tls/key', 'PEM file with its private key'),
  variable('ROMA_TLS_SERVER_NAME', '/tls/serverName', "Name to check the server's certificate against"),
  variable('ROMA_ALLOW_PLAIN_HTTP', '/allow/plainHttp', 'true: connections without TLS beyond loopback', {
    read: asFlag,
  }),
  variable('ROMA_ALLOW_HOSTS', '/allow/hosts', 'Further hosts, with commas between them', { read: asNames }),
  variable('ROMA_ALLOW_EMPTY_LISTS', '/allow/emptyLists', 'true: requests that name no device, beyond loopback', {
    read: asFlag,
  }),
  variable('ROMA_HEADERS', '/headers', 'Further headers: a YAML or JSON object as in the file', { read: asYaml }),
  variable('ROMA_CHECK_HEADER', '/checkHeader', 'false: no X-Conformance-Check with the id of the check', {
    read: asFlag,
  }),
  variable('ROMA_LABELS', '/labels', 'How runs are grouped: a YAML or JSON object as in the file', { read: asYaml }),
  variable('ROMA_VERSION', '/version', 'Release of the deployment, such as 3.2.1'),
  variable('ROMA_WAIVERS', '/waivers', 'Accepted deviations: a YAML or JSON list as in the file', { read: asYaml }),
];

/** The environment variables that stand for a deployment file. */
export const environmentVariables: readonly EnvironmentVariable[] = variables.map(({ name, meaning, required }) => ({
  name,
  meaning,
  required,
}));

/**
 * The tree of a deployment file, built of the environment. A variable that is empty counts as not set, as CI systems
 * hand on secrets that they do not have. ${NAME} is replaced inside lists and objects only: a token is taken as it is.
 */
export function treeOfEnv(env: NodeJS.ProcessEnv): {
  tree: unknown;
  problems: Problem[];
  label: (pointer: string) => string;
} {
  const tree: Record<string, unknown> = { name: 'env' };
  const problems: Problem[] = [];
  for (const { name, pointer, read } of variables) {
    const text = env[name];
    if (text === undefined || text === '') continue;
    const result = read(text);
    if ('problems' in result) {
      problems.push(...result.problems.map((problem) => ({ pointer, text: problem })));
      continue;
    }
    const isStructure = read !== asText;
    const filled = isStructure ? substitute(result.value, env) : { tree: result.value, problems: [] };
    problems.push(...filled.problems.map((problem) => ({ ...problem, pointer: pointer + problem.pointer })));
    put(tree, pointer.slice(1).split('/'), filled.tree);
  }
  return { tree, problems, label };
}

function put(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    tree[key] = value;
    return;
  }
  const inner = isMembers(tree[key]) ? { ...tree[key] } : {};
  tree[key] = inner;
  put(inner, rest, value);
}

/** The variable that a pointer belongs to, and the place within its value. */
function label(pointer: string): string {
  if (pointer === '/auth') return tell`ROMA_AUTH_TOKEN, ROMA_IAM_* or ROMA_ACCESS_KEY and ROMA_SECRET_KEY`;
  const own = variables.find((v) => pointer === v.pointer || pointer.startsWith(`${v.pointer}/`));
  if (own === undefined) return dotted(pointer);
  const inner = dotted(pointer.slice(own.pointer.length));
  return `${own.name}${inner === '' || inner.startsWith('[') ? inner : `.${inner}`}`;
}

/** In bytes. */
const MOST_DOTENV = 1024 * 1024;

/**
 * A copy of `env` with what the `.env` file of a folder adds; what is set already stays. Without such a file, just a
 * copy.
 *
 * @param dir - The folder.
 * @throws {@link ConfigError} where the file is there and cannot be read.
 * @since 0.1.0
 */
export function loadDotenv(dir: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = join(dir, '.env');
  let text: string;
  try {
    text = readRegularFile(path, { most: MOST_DOTENV }).toString('utf8');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { ...env };
    throw new ConfigError(tell`${path}: ${error.message}; mend or remove it`);
  }
  const { parse } = createRequire(import.meta.url)('dotenv') as typeof import('dotenv');
  return { ...parse(text), ...env };
}
