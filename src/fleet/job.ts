import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { parseDeployment } from '../deployment/load.ts';
import { readText } from '../deployment/text-file.ts';
import { at, isMembers } from '../deployment/tree.ts';
import { readYaml } from '../deployment/yaml-text.ts';
import { tell } from '../messages/speech.ts';

/** What the queue keeps of a deployment: nothing secret. Plain data. */
export interface FleetJob {
  name: string;
  /** The file as it was named; for messages. */
  source: string;
  /** The deployment as JSON, its ${NAME} as they are. Comments of the file are left out: they may hold what was meant to go. */
  deployment: string;
  /** What the files of tls.ca and tls.cert hold, by the names that the deployment has for them now. */
  certificates: Record<string, string>;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const VARIABLE = /^\$\{[A-Za-z_]\w*\}$/;
const HAS_VARIABLE = /\$\{[A-Za-z_]\w*\}/;
const BLOCKS = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const CERTIFICATES = ['ca', 'cert'] as const;

/** Reads a deployment file for the queue. Throws a ConfigError with all that must not go there. */
export function jobOf(path: string): FleetJob {
  const text = readText(path);
  if ('problem' in text) throw new ConfigError(tell`${path}: ${text.problem}`);
  const yaml = readYaml(text.text);
  if (!yaml.ok) throw new ConfigError(yaml.problems.map((problem) => tell`${path}: ${problem}`).join('\n'));
  const tree = yaml.value;
  const name = at(tree, 'name');
  if (typeof name !== 'string' || !NAME.test(name))
    throw new ConfigError(tell`${path}: name: a name of letters, digits, ".", "_" and "-" is wanted, written out`);
  const taken = certificatesOf(tree, dirname(path));
  const problems = [...secretProblems(tree), ...taken.problems];
  if (problems.length > 0) throw new ConfigError(problems.map((problem) => tell`${path}: ${problem}`).join('\n'));
  return { name, source: path, deployment: json(taken.tree), certificates: taken.certificates };
}

/** The deployment of a job, its secrets from `env`. Throws a ConfigError that names what is missing. */
export function deploymentOf({ name, source, deployment, certificates }: FleetJob, env: NodeJS.ProcessEnv): Deployment {
  const folder = mkdtempSync(join(tmpdir(), 'roma-fleet-'));
  try {
    for (const file of CERTIFICATES) {
      const text = certificates[`${file}.pem`];
      if (text !== undefined) writeFileSync(join(folder, `${file}.pem`), text, { mode: 0o600 });
    }
    const read = parseDeployment(deployment, source, env, folder);
    if (read.name !== name) throw new ConfigError(tell`${source}: the job and its deployment have different names`);
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Everything that is secret in a deployment has to be a variable. */
function secretProblems(tree: unknown): string[] {
  const problems: string[] = [];
  const wholly = (place: string, value: unknown) => {
    if (value !== undefined && !(typeof value === 'string' && VARIABLE.test(value)))
      problems.push(
        tell`${place}: is written out, and a queue keeps no secret; write \${NAME}, and set it where workers run`,
      );
  };
  for (const path of [
    ['auth', 'token'],
    ['auth', 'iam', 'password'],
    ['auth', 'aksk', 'secretKey'],
  ])
    wholly(path.join('.'), at(tree, ...path));
  const devices = at(tree, 'devices');
  if (Array.isArray(devices))
    for (const i of devices.keys())
      for (const key of ['password', 'secret']) wholly(`devices[${i}].mqtt.${key}`, at(devices[i], 'mqtt', key));
  const headers = at(tree, 'headers');
  if (isMembers(headers))
    for (const [i, value] of Object.values(headers).entries())
      if (!(typeof value === 'string' && (value === '' || HAS_VARIABLE.test(value))))
        problems.push(
          tell`headers: the value of number ${i + 1} is written out, and may be a secret; write \${NAME} in it`,
        );
  return problems;
}

/** Certificates go along by what their files hold. A private key does not. */
function certificatesOf(tree: unknown, folder: string) {
  const problems: string[] = [];
  const certificates: Record<string, string> = {};
  const tls = at(tree, 'tls');
  if (!isMembers(tree) || !isMembers(tls)) return { tree, certificates, problems };
  const inQueue: Record<string, unknown> = { ...tls };
  if (typeof tls['key'] === 'string' && !VARIABLE.test(tls['key']))
    problems.push(
      tell`tls.key: a private key stays out of the queue; write \${NAME}, and set it to the whole path of the key where workers run`,
    );
  for (const file of CERTIFICATES) {
    const path = tls[file];
    if (typeof path !== 'string' || VARIABLE.test(path)) continue;
    const found = readText(isAbsolute(path) ? path : resolve(folder, path));
    const blocks = 'text' in found ? (found.text.match(BLOCKS) ?? []) : [];
    if ('problem' in found) problems.push(tell`${`tls.${file}`}: ${found.problem}`);
    else if (blocks.length === 0) problems.push(tell`tls.${file}: is no PEM file with a certificate`);
    else {
      inQueue[file] = `${file}.pem`;
      certificates[`${file}.pem`] = `${blocks.join('\n')}\n`;
    }
  }
  return { tree: { ...tree, tls: inQueue }, certificates, problems };
}

/** JSON in ASCII with every digit of an integer. */
function json(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(json).join(',')}]`;
  if (isMembers(value))
    return `{${Object.entries(value)
      .map(([key, inner]) => `${json(key)}:${json(inner)}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
