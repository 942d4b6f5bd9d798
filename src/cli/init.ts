import { existsSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { parseAddress } from '../deployment/address.ts';
import { type Draft, draftOf, variablesOf } from '../deployment/draft.ts';
import { parseDeployment } from '../deployment/load.ts';
import { listed, phrase, tell, told } from '../messages/speech.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';

export interface InitFlags {
  name?: string;
  baseUrl?: string;
  projectId?: string;
  instanceId?: string;
  auth?: string;
  devices?: string;
  absent?: string;
  mqttUrl?: string;
  force?: boolean;
}

interface Question {
  key: Exclude<keyof InitFlags, 'force'>;
  flag: string;
  ask: string;
  /** What is taken where nothing is said; may follow from what was. */
  otherwise?: string | ((given: ReadonlyMap<string, string>) => string);
}

/** Each answer that a draft needs. */
const QUESTIONS: readonly Question[] = [
  { key: 'baseUrl', flag: '--base-url', ask: phrase`Base URL, such as https://roma.example.com` },
  { key: 'name', flag: '--name', ask: phrase`Name of the deployment, for its reports`, otherwise: nameOf },
  { key: 'projectId', flag: '--project-id', ask: phrase`project_id of the path` },
  { key: 'instanceId', flag: '--instance-id', ask: phrase`instance_id of the path` },
  { key: 'auth', flag: '--auth', ask: phrase`Credential: token, iam or aksk`, otherwise: 'token' },
  { key: 'devices', flag: '--devices', ask: phrase`Test devices that may be taken offline, such as 20001,20002` },
  {
    key: 'absent',
    flag: '--absent',
    ask: phrase`Ids that no device has, such as 70000000 or 70000000-70009999 (may be empty)`,
    otherwise: '',
  },
  {
    key: 'mqttUrl',
    flag: '--mqtt-url',
    ask: phrase`Broker that the devices log in to (may be empty)`,
    otherwise: '',
  },
];

/** The host of its address. */
function nameOf(given: ReadonlyMap<string, string>): string {
  const host = parseAddress(given.get('baseUrl') ?? '')?.hostname ?? '';
  return NAME.test(host) ? host : 'my-deployment';
}
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const otherwiseOf = ({ otherwise }: Question, given: ReadonlyMap<string, string>): string =>
  typeof otherwise === 'function' ? otherwise(given) : (otherwise ?? '');

const SCHEMA = new URL('../../schemas/deployment.schema.json', import.meta.url);

/** `init`: asks on a terminal, takes flags in a pipe, and writes a commented deployment file. Sends nothing. */
export async function init(file: string, flags: InitFlags): Promise<ExitCode> {
  if (existsSync(file) && !flags.force)
    throw new ConfigError(tell`${file} is there already; name another file, or overwrite it with --force`);
  const text = draftOf(draftFrom(await answers(flags), schemaFrom(file)));
  check(text, file);
  try {
    writeFileSync(file, text, { flag: flags.force ? 'w' : 'wx' });
  } catch (error) {
    throw new ConfigError(tell`${file} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
  const missing = variablesOf(text).filter((name) => !process.env[name]);
  process.stdout.write(
    [
      tell`${file} is written.`,
      ...(missing.length > 0
        ? [tell`Set in the environment, or in .env of the folder that commands are run in: ${listed(missing)}`]
        : []),
      tell`Next: roma-conformance doctor ${file}, then plan, then verify.`,
      '',
    ].join('\n'),
  );
  return EXIT.conformant;
}

/** As verify would, with the secrets that are still to come. Throws a ConfigError. */
function check(text: string, file: string): void {
  const later = Object.fromEntries(variablesOf(text).map((name) => [name, laterValue(name)]));
  parseDeployment(text, file, later, '.');
}

/** What is asked later is lawful while one is asked for something else. */
const LAWFUL: Readonly<Record<string, string>> = {
  name: 'my-deployment',
  baseUrl: 'https://roma.example.com',
  projectId: 'project',
  instanceId: 'instance',
  auth: 'token',
  devices: '20001',
  absent: '',
  mqttUrl: '',
};

/** What is wrong with the answers so far, a line each; nothing where they are in order. */
function wrongIn(given: ReadonlyMap<string, string>): string[] {
  try {
    check(draftOf(draftFrom({ ...LAWFUL, ...Object.fromEntries(given) }, '')), 'init');
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^init(?::\d+)?[:：] ?/, ''));
  }
}

/** Stands for a value that only the environment will know. */
const laterValue = (name: string) => (name === 'ROMA_IAM_URL' ? 'https://iam.example.com' : name.toLowerCase());

async function answers(flags: InitFlags): Promise<Record<string, string>> {
  const given = new Map<string, string>();
  const open = QUESTIONS.filter(({ key }) => {
    const value = flags[key];
    if (value !== undefined) given.set(key, value);
    return value === undefined;
  });
  if (process.stdin.isTTY) {
    const wrong = wrongIn(given);
    if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
    await ask(open, given);
  } else {
    const lacking = open.filter(({ otherwise }) => otherwise === undefined);
    if (lacking.length > 0)
      throw new ConfigError(tell`init asks on a terminal; here it needs ${listed(lacking.map(({ flag }) => flag))}`);
    for (const question of open) given.set(question.key, otherwiseOf(question, given));
  }
  return Object.fromEntries(given);
}

/** Asks for what is open; an answer that is wrong is asked for again, with what is wrong. */
async function ask(open: readonly Question[], given: Map<string, string>): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new Promise<never>((_, reject) => {
    terminal.once('close', () =>
      reject(new ConfigError(tell`init was ended before its last answer; nothing is written`)),
    );
  });
  gone.catch(() => {});
  try {
    for (const one of open) {
      const { key, ask: question } = one;
      const otherwise = otherwiseOf(one, given);
      const shown = otherwise === '' ? '' : ` [${otherwise}]`;
      for (;;) {
        const answer = (await Promise.race([terminal.question(`${told(question)}${shown}: `), gone])).trim();
        given.set(key, answer || otherwise);
        const wrong = wrongIn(given);
        if (wrong.length === 0) break;
        process.stderr.write(`${wrong.map((line) => `  ! ${line}\n`).join('')}`);
      }
    }
  } finally {
    terminal.close();
  }
}

/** From the file on, and not as it stands on this machine alone. */
function schemaFrom(file: string): string {
  const path = relative(dirname(resolve(file)), fileURLToPath(SCHEMA))
    .split(sep)
    .join('/');
  return path.startsWith('../') || isAbsolute(path)
    ? './node_modules/roma-conformance/schemas/deployment.schema.json'
    : `./${path}`;
}

function draftFrom(given: Record<string, string>, schema: string): Draft {
  const { name = '', baseUrl = '', projectId = '', instanceId = '', auth, devices = '', absent = '', mqttUrl } = given;
  if (auth !== 'token' && auth !== 'iam' && auth !== 'aksk')
    throw new ConfigError(tell`--auth ${auth ?? ''}: token, iam or aksk is wanted`);
  return {
    name,
    baseUrl,
    projectId,
    instanceId,
    auth,
    devices: idsOf('--devices', devices),
    absent: idsOf('--absent', absent.replace(RANGE, ' ')),
    absentRanges: [...absent.matchAll(RANGE)].map(([, from = '', to = '']) => [from, to] as const),
    mqttUrl: mqttUrl ? mqttUrl : null,
    schema,
  };
}

/** `70000000-70009999` */
const RANGE = /(?<![^\s,])([1-9]\d{0,17})-([1-9]\d{0,17})(?![^\s,])/g;

function idsOf(flag: string, text: string): string[] {
  const ids = text.split(/[\s,]+/).filter(Boolean);
  const wrong = ids.find((id) => !/^[1-9]\d{0,17}$/.test(id));
  if (wrong !== undefined)
    throw new ConfigError(tell`${flag} ${text}: "${wrong}" is no id; numbers with commas are wanted`);
  return ids;
}
