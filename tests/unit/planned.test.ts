/** What each check sends to three deployments, request by request: a change of it shows. UPDATE=1 writes the file. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { catalogue } from '../../src/checks/catalogue.ts';
import { exploring } from '../../src/checks/explore/explore.ts';
import { post } from '../../src/checks/request.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import type { Request } from '../../src/exchange/exchange.ts';
import { plan } from '../../src/run/plan.ts';
import { planExploring } from '../../src/run/plan-exploring.ts';

const PINNED = new URL('fixtures/planned.txt', import.meta.url);
const isUpdate = Boolean(process.env['UPDATE']);

const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => String(first + i));
const deploymentOf = (more: object) =>
  parseDeployment(
    JSON.stringify({
      name: 'planned',
      baseUrl: 'http://127.0.0.1:1',
      projectId: 'p',
      instanceId: 'i',
      auth: { token: 'a-token-of-some-length' },
      ...more,
    }),
    'planned.json',
    {},
    '.',
  );
const watched = (ids: readonly string[]) => ({
  mqtt: { url: 'mqtt://127.0.0.1:1' },
  devices: ids.map((id) => ({ id: Number(id), mqtt: { clientId: `c${id}`, username: 'u', password: 'pppppppp' } })),
});
const instanceId = '00000000-dead-4bad-8bad-000000000000';

const deployments = {
  'many devices on this machine': deploymentOf({
    ...watched(from(20001, 8)),
    absent: { deviceId: 77777777, ranges: [[70000000, 70009999]], probes: true, instanceId },
  }),
  'few devices elsewhere, asked for by the query API': deploymentOf({
    baseUrl: 'https://roma.example.com/prefix',
    auth: { iam: { url: 'https://iam.example.com', user: 'u', password: 'pppppppp', domain: 'd', project: 'p' } },
    devices: [20001, 20002, 30005, 40007].map((id) => ({ id })),
    absent: { deviceIds: [70000001, 20003] },
    claims: { compat20: true },
  }),
  'the oldest edition': deploymentOf({
    ...watched(from(20001, 6)),
    edition: '2022-12-05',
    absent: { ranges: [[70000000, 70000099]], instanceId },
  }),
};

const LONG = 160;
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);
const textOf = (body: string) =>
  body.length > LONG ? `${body.slice(0, 40)}... (${body.length} characters, ${digestOf(body)})` : body;

const USUAL = post('');
/** What is not as in the request of a consumer, and the body. */
function lineOf(request: Request): string {
  const { body, ...rest } = request;
  const unusual = Object.entries(rest).filter(([key, value]) => USUAL[key as keyof Request] !== value);
  return [
    '-',
    ...unusual.map(([key, value]) => `${key} ${value}`),
    JSON.stringify(body === null ? null : textOf(body)),
  ].join(' ');
}

/** What it is scheduled by. */
const wantsOf = (id: string): string[] => {
  const check = catalogue.find((one) => one.id === id);
  if (check?.kind !== 'scenario') return [];
  const { core, lane, mayMeanAll, steps } = check;
  return [
    ...(core ? ['core'] : []),
    ...(lane ? [`lane ${lane}`] : []),
    ...(mayMeanAll ? ['may mean all'] : []),
    ...(steps === undefined ? [] : [`${steps} steps`]),
  ];
};

const linesOf = (deployment: (typeof deployments)[keyof typeof deployments]) => {
  const { checks, notRun } = plan(deployment, loadEdition(deployment.edition), catalogue);
  return [
    ...checks.flatMap(({ check, level, devices, late, requests }) => [
      [check, level, ...wantsOf(check), ...(late ? ['late'] : []), 'with', ...devices].join(' '),
      ...requests.map(lineOf),
    ]),
    ...notRun.map(({ check, outcome, message }) => `${check} ${outcome}: ${message}`),
  ];
};

const pinned = new Map(
  isUpdate
    ? []
    : readFileSync(PINNED, 'utf8')
        .split(/^# /m)
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('\n')), part.trimEnd().split('\n').slice(1)]),
);
const compare = (name: string, lines: string[]) => {
  if (isUpdate) {
    pinned.set(name, lines);
    writeFileSync(PINNED, [...pinned].map(([title, own]) => `# ${[title, ...own].join('\n')}\n`).join('\n'));
  }
  expect(lines).toEqual(pinned.get(name));
};

test.each(Object.entries(deployments))('%s', (name, deployment) => compare(name, linesOf(deployment)));

/** With exploring, which is no part of the catalogue. */
test('what every check is', () => {
  compare(
    'every check',
    [...catalogue, ...exploring].map((check) => {
      const { id, kind, level, core, provisional, clauses, title } = check;
      const needs = check.kind === 'scenario' ? [JSON.stringify(check.needs)] : [];
      return [kind, id, level, core ? 'core' : '', provisional ?? '', ...clauses, ...needs, title]
        .filter(Boolean)
        .join(' ');
    }),
  );
});

test('what is explored', async () => {
  const [many, few] = Object.values(deployments);
  const linesFor = async (deployment: typeof many) =>
    deployment
      ? (await planExploring(deployment, loadEdition(deployment.edition), { requests: 60, seed: 7 })).map(lineOf)
      : [];
  compare('what is explored on this machine, seed 7', await linesFor(many));
  compare('what is explored elsewhere, seed 7', await linesFor(few));
});
