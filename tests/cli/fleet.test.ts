/** The fleet, with a real PostgreSQL: workers are processes of their own, and some of them are killed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { PASSWORD, type Postgres, postgresPrograms, startPostgres } from '../results/postgres.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

const programs = postgresPrograms();
if (programs === null)
  process.stderr.write('PostgreSQL is not installed here (package postgresql): no fleet was tested\n');
const withDatabase = programs === null ? describe.skip : describe;

let postgres: Postgres;
const mocks: Mock[] = [];
const servers: Server[] = [];
let count = 0;
const SECRETS: Record<string, string> = {};

beforeAll(async () => {
  if (programs !== null) postgres = await startPostgres(programs);
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await Promise.all(mocks.map((mock) => mock.close()));
  await postgres?.stop();
  cleanUp();
});

/** A deployment file of a mock with its secrets as variables; they are put into SECRETS. */
async function file(list: string, name: string, change = (text: string) => text): Promise<string> {
  const mock = await startMock();
  mocks.push(mock);
  const text = mock.deploymentFile().replace(/^name: .*$/m, `name: ${name}`);
  mkdirSync(join(folder, list), { recursive: true });
  writeFileSync(join(folder, list, `${name}.yaml`), change(asVariables(text, name)));
  return join(list, `${name}.yaml`);
}

function asVariables(text: string, name: string): string {
  let number = 0;
  return text.replace(/\b(token|password|secret|secretKey): ("[^"]*"|[^\s,}]+)/g, (_, key: string, value: string) => {
    const variable = `S_${name.replace(/\W/g, '_')}_${number++}`;
    SECRETS[variable] = value.replace(/^"|"$/g, '');
    return `${key}: "\${${variable}}"`;
  });
}

const FEW = ['--only', 'uri/post'];
const newDatabase = () => {
  const name = `fleet_${count++}`;
  return { name, address: postgres.database(name) };
};
const fleet = (address: string, args: string[], env: NodeJS.ProcessEnv = SECRETS) =>
  cli(['fleet', ...args], { env: { ...env, ROMA_STORE: address } });
const drain = (address: string, env?: NodeJS.ProcessEnv) =>
  fleet(address, ['work', '--until-empty', '--jobs', '2', ...FEW], env);
const status = async (address: string) => JSON.parse((await fleet(address, ['status', '--json'])).out);
const runsIn = (name: string) =>
  postgres.sql(name, 'select deployment, count(*) from roma_runs group by 1 order by 1').split('\n').filter(Boolean);
/** Waits for what a query gives; the time limit of the test is the only one. */
async function until(ask: () => string, wanted: string): Promise<void> {
  while (ask() !== wanted) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** A gateway that takes requests and answers none. */
async function silent(): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer(() => {
    asked++;
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

withDatabase('a fleet', () => {
  test('several workers do each job once, no secret is in the database, and the results are in the store', async () => {
    const [workersOf, jobs] = inLongTier() ? [8, 10] : [2, 3];
    const { name, address } = newDatabase();
    for (let i = 0; i < jobs; i++) await file('eight', `e${i}`, (text) => `# an old token: ${PASSWORD}\n${text}`);
    expect(await fleet(address, ['submit', 'eight'])).toMatchObject({
      code: 0,
      out: `${jobs} jobs wait for a worker.\n`,
    });
    const workers = await Promise.all(
      Array.from({ length: workersOf }, () => fleet(address, ['work', '--until-empty', '--jobs', '1', ...FEW])),
    );
    expect(workers.map(({ code }) => code)).toEqual(Array(workersOf).fill(0));
    const lines = workers.flatMap(({ out }) => out.split('\n').filter(Boolean));
    expect(lines.sort()).toEqual(Array.from({ length: jobs }, (_, i) => `e${i}: conformant`));
    expect(runsIn(name)).toEqual(Array.from({ length: jobs }, (_, i) => `e${i}|1`));
    expect(await status(address)).toMatchObject({ counts: { completed: jobs, active: 0, created: 0 }, dead: [] });
    const tables = postgres
      .sql(
        name,
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
      )
      .split('\n');
    expect(tables.length).toBeGreaterThan(5);
    const all = tables
      .map((table) => postgres.sql(name, `select coalesce(string_agg(t::text, ' '), '') from ${table} t`))
      .join('\n');
    expect(all).toContain('S_e0_0');
    for (const secret of [PASSWORD, ...Object.values(SECRETS)]) expect(all).not.toContain(secret);
  });

  test('a worker that is killed in the middle: the job is done by another, and has one result', async () => {
    const { name, address } = newDatabase();
    const gateway = await silent();
    const good = await file('killed', 'killed');
    const text = readFileSync(join(folder, good), 'utf8');
    const real = /baseUrl: (\S+)/.exec(text)?.[1] ?? '';
    writeFileSync(join(folder, good), text.replace(real, `"\${GATEWAY}"`));
    expect((await fleet(address, ['submit', good])).code).toBe(0);
    const first = fleet(address, ['work', '--jobs', '1', ...FEW], { ...SECRETS, GATEWAY: gateway.url });
    await until(() => String(gateway.asked() > 0), 'true');
    first.child.kill('SIGKILL');
    await first;
    expect((await status(address)).counts).toMatchObject({ active: 1 });
    expect(await drain(address, { ...SECRETS, GATEWAY: real.replaceAll('"', '') })).toMatchObject({
      code: 0,
      out: 'killed: conformant\n',
    });
    expect(runsIn(name)).toEqual(['killed|1']);
  });

  test('a worker that is told to end gives its job back, and no try is counted', async () => {
    const { name, address } = newDatabase();
    const gateway = await silent();
    const one = await file('term', 'term', (text) => text.replace(/baseUrl: \S+/, `baseUrl: ${gateway.url}`));
    await fleet(address, ['submit', one]);
    const worker = fleet(address, ['work', '--jobs', '1', ...FEW]);
    await until(() => String(gateway.asked() > 0), 'true');
    worker.child.kill('SIGTERM');
    expect(await worker).toMatchObject({ code: 130, out: 'term: given back\n' });
    expect(postgres.sql(name, "select state, retry_count from roma_fleet.job where name = 'roma-verify'")).toBe(
      'created|0',
    );
  });

  whenLong(test)('a job that always fails is tried again, and ends in the dead letter with its reason', async () => {
    const { address } = newDatabase();
    const gone = await file('gone', 'gone', (text) => text.replace(/baseUrl: \S+/, 'baseUrl: http://127.0.0.1:1'));
    await fleet(address, ['submit', gone, '--retries', '1', '--retry-delay', '1']);
    const { code, out } = await drain(address);
    expect(code).toBe(0);
    expect(out).toMatch(/^gone: will be tried again: .+\ngone: failed for good: .+\n$/);
    const { counts, dead } = await status(address);
    expect(counts).toMatchObject({ failed: 1 });
    expect(dead).toEqual([{ id: expect.any(String), name: 'gone', reason: expect.stringMatching(/./) }]);
  });

  whenLong(test)('a worker without a secret fails the job with its name, and sends nothing', async () => {
    const { address } = newDatabase();
    const gateway = await silent();
    const one = await file('lacking', 'lacking', (text) => text.replace(/baseUrl: \S+/, `baseUrl: ${gateway.url}`));
    await fleet(address, ['submit', one]);
    const { out } = await drain(address, {});
    expect(out).toContain('the environment variable S_lacking_0 is not set');
    expect(gateway.asked()).toBe(0);
    expect((await status(address)).dead).toMatchObject([
      { name: 'lacking', reason: expect.stringContaining('S_lacking_0') },
    ]);
  });

  whenLong(test)('no file reaches the way into the database', async () => {
    const { address } = newDatabase();
    const one = await file('reach', 'reach', (text) => `${text}\nheaders: { X-Way: "\${ROMA_STORE}" }\n`);
    await fleet(address, ['submit', one]);
    expect((await drain(address)).out).toContain('the environment variable ROMA_STORE is not set');
  });

  whenLong(test)('two jobs of one instance never run at the same time', async () => {
    const { name, address } = newDatabase();
    const one = await file('same', 'same-a');
    const text = readFileSync(join(folder, one), 'utf8');
    for (const other of ['same-b', 'same-c'])
      writeFileSync(join(folder, 'same', `${other}.yaml`), text.replace('name: same-a', `name: ${other}`));
    await fleet(address, ['submit', 'same']);
    // Each as on a machine of its own, which sees no lock of the others.
    const workers = await Promise.all(
      [1, 2, 3].map((i) => {
        const own = join(folder, `machine-${i}`);
        mkdirSync(own);
        return drain(address, { ...SECRETS, TMPDIR: own });
      }),
    );
    expect(workers.flatMap(({ out }) => out.split('\n').filter(Boolean)).sort()).toEqual([
      'same-a: conformant',
      'same-b: conformant',
      'same-c: conformant',
    ]);
    const overlaps = `select count(*) from roma_runs a join roma_runs b on a.id < b.id
      where a.started_at + (a.content->>'durationMs')::float * interval '1 ms' > b.started_at`;
    expect(postgres.sql(name, overlaps)).toBe('0');
  });

  whenLong(test)(
    'the connections are cut in the middle, as by a restart: each job has one result in the end',
    async () => {
      const { name, address } = newDatabase();
      for (let i = 0; i < 4; i++) await file('cut', `c${i}`);
      await fleet(address, ['submit', 'cut']);
      const worker = drain(address);
      await until(() => postgres.sql(name, "select count(*) > 0 from roma_fleet.job where state = 'active'"), 't');
      postgres.sql('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      expect((await worker).code).toBe(0);
      expect(runsIn(name)).toEqual(['c0|1', 'c1|1', 'c2|1', 'c3|1']);
    },
  );

  whenLong(test)(
    'the database is stopped and started again in the middle: each job has one result in the end',
    async () => {
      const { name, address } = newDatabase();
      for (let i = 0; i < 4; i++) await file('restart', `r${i}`);
      await fleet(address, ['submit', 'restart']);
      const worker = drain(address);
      await until(() => postgres.sql(name, "select count(*) > 0 from roma_fleet.job where state = 'active'"), 't');
      await postgres.restart();
      expect((await worker).code).toBe(0);
      expect(runsIn(name)).toEqual(['r0|1', 'r1|1', 'r2|1', 'r3|1']);
    },
  );

  whenLong(test)(
    'a worker that ends between keeping a result and saying so: nothing is sent again, and there is one result',
    async () => {
      const { name, address } = newDatabase();
      const one = await file('kept', 'kept');
      await fleet(address, ['submit', one]);
      expect((await drain(address)).out).toBe('kept: conformant\n');
      const before = postgres.sql(name, 'select id from roma_runs');
      // As the database is where the worker was killed after it had kept the result.
      postgres.sql(
        name,
        "update roma_fleet.job set state = 'active', completed_on = null, output = null where name = 'roma-verify'",
      );
      await mocks.at(-1)?.close();
      expect(await drain(address)).toMatchObject({ code: 0, out: '' });
      expect(postgres.sql(name, 'select id from roma_runs')).toBe(before);
      expect(await status(address)).toMatchObject({ counts: { completed: 1, active: 0, failed: 0 }, dead: [] });
    },
  );

  whenLong(test)(
    'two jobs that log in as one MQTT client never run at the same time, whatever instances they name',
    async () => {
      const { name, address } = newDatabase();
      const gateway = await silent();
      const first = await file('client', 'client-a', (text) => text.replace(/baseUrl: \S+/, `baseUrl: ${gateway.url}`));
      const text = readFileSync(join(folder, first), 'utf8');
      expect(text).toMatch(/clientId: /);
      const second = join('client', 'client-b.yaml');
      writeFileSync(
        join(folder, second),
        text.replace('name: client-a', 'name: client-b').replace(/instanceId: \S+/, 'instanceId: "another-instance"'),
      );
      const workers = [];
      await fleet(address, ['submit', first]);
      workers.push(fleet(address, ['work', '--jobs', '1', ...FEW]));
      await until(() => String(gateway.asked() > 0), 'true');
      const asked = gateway.asked();
      await fleet(address, ['submit', second]);
      // As on a machine of its own, which sees no lock of the other.
      const own = join(folder, 'machine-of-b');
      mkdirSync(own);
      workers.push(fleet(address, ['work', '--jobs', '1', ...FEW], { ...SECRETS, TMPDIR: own }));
      const postponed = `select count(*) from roma_fleet.job
      where data->>'name' = 'client-b' and state = 'created' and start_after > created_on + interval '1 second'`;
      await until(() => postgres.sql(name, postponed), '1');
      expect(gateway.asked()).toBe(asked);
      for (const { child } of workers) child.kill('SIGTERM');
      expect((await Promise.all(workers)).map(({ out }) => out)).toEqual(['client-a: given back\n', '']);
    },
  );

  whenLong(test)('--skip leaves checks out, and --keep says how many whole reports stay', async () => {
    const { name, address } = newDatabase();
    const one = await file('flags', 'flags');
    for (let i = 0; i < 3; i++) await fleet(address, ['submit', one]);
    const some = ['--only', 'uri/*', '--skip', 'uri/put-refused'];
    const work = ['work', '--until-empty', '--jobs', '1', ...some, '--keep', '1'];
    expect(await fleet(address, work)).toMatchObject({ code: 0, out: 'flags: conformant\n'.repeat(3) });
    expect(runsIn(name)).toEqual(['flags|3']);
    const latest = postgres.sql(name, 'select max(id collate "C") from roma_runs');
    expect(postgres.sql(name, 'select run_id from roma_reports')).toBe(latest);
    const run = postgres.sql(name, `select content from roma_runs where id = '${latest}'`);
    expect(run).toContain('uri/post');
    expect(run).toContain('uri/get-refused');
    expect(run).not.toContain('uri/put-refused');
    expect(run).not.toContain('auth/');
  });

  whenLong(test)(
    'certificates go along with a job, their files are not needed any more, and a private key is refused',
    async () => {
      const { name, address } = newDatabase();
      const pem = `-----BEGIN CERTIFICATE-----\n${rootCertificates[0]?.split('\n').slice(1, -1).join('\n')}\n-----END CERTIFICATE-----`;
      mkdirSync(join(folder, 'tls'), { recursive: true });
      writeFileSync(join(folder, 'tls', 'ca.pem'), `A note of our own\n${pem}\n`);
      const one = await file('tls', 'tls', (text) => `${text}\ntls: { ca: ./ca.pem }\n`);
      expect((await fleet(address, ['submit', one])).code).toBe(0);
      rmSync(join(folder, 'tls', 'ca.pem'));
      expect(postgres.sql(name, "select data->'certificates'->>'ca.pem' from roma_fleet.job")).toBe(pem);
      expect((await drain(address)).out).toBe('tls: conformant\n');
      const keyed = await file('tls', 'keyed', (text) => `${text}\ntls: { key: ./key.pem }\n`);
      expect(await fleet(address, ['submit', keyed])).toMatchObject({
        code: 2,
        err: expect.stringContaining('tls.key: a private key stays out of the queue'),
      });
    },
  );

  whenLong(test)('a schedule is kept, shown, refused where it is none, and ended', async () => {
    const { name, address } = newDatabase();
    const one = await file('plan', 'plan');
    expect((await fleet(address, ['schedule', '0 3 * * *', one, '--tz', 'Asia/Shanghai'])).code).toBe(0);
    expect((await status(address)).schedule).toEqual({ cron: '0 3 * * *', timezone: 'Asia/Shanghai', jobs: 1 });
    // What pg-boss does when the time has come.
    postgres.sql(name, "insert into roma_fleet.job (name, data) select 'roma-plan', data from roma_fleet.schedule");
    expect((await drain(address)).out).toBe('plan: conformant\n');
    for (const wrong of ['0 3 * *  * * *', '61 3 * * *', 'daily'])
      expect(await fleet(address, ['schedule', wrong, one])).toMatchObject({
        code: 2,
        err: expect.stringContaining('is no schedule'),
      });
    expect((await fleet(address, ['schedule', 'off'])).code).toBe(0);
    expect((await fleet(address, ['status'])).out).toBe(
      '0 waiting, 0 to be tried again, 0 running, 1 done, 0 failed for good\n',
    );
  });
});

describe('what the fleet refuses', () => {
  const refused: [string, string, string][] = [
    ['a token written out', 'auth: { token: abcdef }', 'auth.token: is written out'],
    ['a header written out', `auth: { token: "\${T}" }\nheaders: { X-Key: abcdef }`, 'headers: the value of number 1'],
    ['a private key', `auth: { token: "\${T}" }\ntls: { key: key.pem }`, 'tls.key: a private key stays out'],
    ['a certificate that is not there', `auth: { token: "\${T}" }\ntls: { ca: no.pem }`, 'tls.ca: does not exist'],
  ];
  test.each(drawn(refused, 1))('%s', async (_, text, said) => {
    writeFileSync(join(folder, 'refused.yaml'), `name: refused\n${text}\n`);
    const { code, err } = await cli(['fleet', 'submit', 'refused.yaml', '--store', 'postgres://127.0.0.1:1/x']);
    expect(code).toBe(2);
    expect(err).toContain(said);
    expect(err).not.toContain('abcdef');
  });

  test('a database that is not there, with how to start one, and no password', async () => {
    for (const args of drawn([['work'], ['status']], 1)) {
      const { code, err } = await cli(['fleet', ...args, '--store', `postgres://roma:${PASSWORD}@127.0.0.1:1/roma`]);
      expect(code).toBe(2);
      expect(err).toContain("Debian's package postgresql");
      expect(err).toContain('ROMA_STORE=');
      expect(err).not.toContain(PASSWORD);
    }
    expect(await cli(['fleet', 'status'])).toMatchObject({ code: 2, err: expect.stringContaining('ROMA_STORE') });
  });
});
