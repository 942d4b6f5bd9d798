// A cold `verify` of the whole catalogue beside other tools that send requests to a deployment: Dredd, Redocly Respect, Pact's
// verifier and Schemathesis, all against one mock in one run, by turns. Each tool gets the least that it can do here: as many
// requests as its row says. `node bench/peers.mjs [ROUNDS]` after `npm ci --prefix bench/peers`; Schemathesis too where
// `bench/peers/venv` is a Python environment with requirements.txt. Prints ratios, asserts nothing.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMock } from '../dist/mock/mock.js';

const ROUNDS = Number(process.argv[2] ?? 5);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'roma-bench-peers-'));
const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

// In this process, which does nothing while a tool runs.
const mock = await startMock();
const text = mock.deploymentFile();
const setting = (name) => new RegExp(`^ *${name}: "?([^"\\n]+)`, 'm').exec(text)?.[1] ?? '';
const [server, token] = [setting('baseUrl'), setting('token')];
const path = `/v2/${setting('projectId')}/link/instances/${setting('instanceId')}/devices/force-offline`;
const absent = 77777777;

/** The operation for tools that take no newer OpenAPI; `type` is what an answer comes as. */
const openapi = (type) => ({
  openapi: '3.0.3',
  info: { title: 'force-offline', version: '1' },
  servers: [{ url: server }],
  paths: {
    [path]: {
      post: {
        operationId: 'forceOffline',
        parameters: [
          { name: 'X-Auth-Token', in: 'header', required: true, schema: { type: 'string' }, example: token },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['device_ids'],
                properties: { device_ids: { type: 'array', items: { type: 'integer', enum: [absent] } } },
              },
              example: { device_ids: [absent] },
            },
          },
        },
        responses: {
          200: {
            description: 'done',
            content: {
              [type]: {
                schema: { type: 'object' },
                example: { success: [], failed: [{ id: absent, device_name: '', device_id: absent }] },
              },
            },
          },
        },
      },
    },
  },
});
const description = file('openapi.json', openapi('application/json'));
// It wants the type letter for letter.
const forDredd = file('dredd.json', openapi('application/json; charset=utf-8'));
const steps = 10;
const arazzo = file('steps.arazzo.json', {
  arazzo: '1.0.1',
  info: { title: 'force-offline', version: '1' },
  sourceDescriptions: [{ name: 'api', type: 'openapi', url: './openapi.json' }],
  workflows: [
    {
      workflowId: 'all',
      steps: Array.from({ length: steps }, (_, i) => ({
        stepId: `step-${i}`,
        operationId: 'forceOffline',
        parameters: [{ name: 'X-Auth-Token', in: 'header', value: token }],
        requestBody: { contentType: 'application/json', payload: { device_ids: [absent] } },
        successCriteria: [{ condition: '$statusCode == 200' }],
      })),
    },
  ],
});
const interactions = 6;
const pact = file('pact.json', {
  consumer: { name: 'bench' },
  provider: { name: 'roma' },
  interactions: Array.from({ length: interactions }, (_, i) => ({
    description: `absent ${i}`,
    request: {
      method: 'POST',
      path,
      headers: { 'Content-Type': 'application/json', 'X-Auth-Token': token },
      body: { device_ids: [absent] },
    },
    response: { status: 200 },
  })),
  metadata: { pactSpecification: { version: '3.0.0' } },
});
const verifier = file(
  'pact.mjs',
  `import { createRequire } from 'node:module';
const pact = createRequire(${JSON.stringify(here('../package.json'))})('@pact-foundation/pact-core').default;
await pact.verifyPacts({ provider: 'roma', providerBaseUrl: ${JSON.stringify(server)}, pactUrls: [${JSON.stringify(pact)}], logLevel: 'error' });
`,
);
const deployment = file('mock.yaml', text);
const node = process.execPath;
const peer = (name) => here(`peers/node_modules/.bin/${name}`);
const schemathesis = here('peers/venv/bin/st');

const tools = [
  {
    name: 'roma-conformance',
    requests: 136,
    args: [node, here('../dist/cli/main.js'), 'verify', deployment, '--out', folder],
  },
  {
    name: 'Redocly Respect',
    requests: steps,
    needs: peer('redocly'),
    args: [node, peer('redocly'), 'respect', arazzo],
  },
  { name: "Pact's verifier", requests: interactions, args: [node, verifier] },
  {
    name: 'Dredd',
    requests: 1,
    needs: peer('dredd'),
    args: [node, peer('dredd'), forDredd, server, '--loglevel=error'],
  },
  {
    name: 'Schemathesis',
    requests: 'about 100',
    needs: schemathesis,
    args: [
      schemathesis,
      'run',
      description,
      '--url',
      server,
      '-H',
      `X-Auth-Token: ${token}`,
      '--phases',
      'fuzzing',
      '--max-examples',
      '100',
      '--checks',
      'not_a_server_error',
    ],
  },
].filter(({ name, needs }) => {
  if (needs === undefined || existsSync(needs)) return true;
  console.error(`${name} is missing: see the head of bench/peers.mjs`);
  return false;
});

/** Runs a program from nothing, with what the shell says of its CPU: seconds of wall, and of CPU as user and system. */
function cold(args) {
  const started = process.hrtime.bigint();
  const child = spawn('sh', ['-c', '"$@" > "$OUT" 2>&1; code=$?; times; exit $code', 'sh', ...args], {
    cwd: folder,
    env: {
      ...process.env,
      OUT: join(folder, 'out.txt'),
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const wall = Number(process.hrtime.bigint() - started) / 1e9;
      const [, children = ''] = out.trim().split('\n');
      const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
        (sum, [, m, s]) => sum + 60 * Number(m) + Number(s),
        0,
      );
      resolve({ code, wall, cpu });
    });
  });
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
try {
  // The first one has to compile what later ones find in the cache.
  await cold(tools[0].args);
  const runs = new Map(tools.map(({ name }) => [name, []]));
  for (let i = 0; i < ROUNDS; i++) for (const { name, args } of tools) runs.get(name).push(await cold(args));
  const own = runs.get('roma-conformance');
  console.log(
    '| tool | requests | exit | wall, s | CPU, s | CPU of roma-conformance to it |\n|---|---|---|---|---|---|',
  );
  for (const { name, requests } of tools) {
    const all = runs.get(name);
    const ratio = median(own.map(({ cpu }, i) => cpu / all[i].cpu));
    const [wall, cpu] = ['wall', 'cpu'].map((key) => median(all.map((run) => run[key])).toFixed(2));
    console.log(`| ${name} | ${requests} | ${all[0].code} | ${wall} | ${cpu} | ${ratio.toFixed(2)} |`);
  }
} finally {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
}
