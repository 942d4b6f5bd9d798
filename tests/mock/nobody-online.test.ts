import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';

interface DeploymentFile {
  devices: { mqtt?: { clientId?: string; password?: string; secret?: string } }[];
  mqtt?: { url: string };
  allow?: object;
}

let mock: Mock;
const closing: (() => void)[] = [];
beforeAll(async () => {
  mock = await startMock();
});
afterAll(async () => {
  for (const close of closing) close();
  await mock.close();
});

/** A broker of another mind: what it does with the first bytes of a device. Gives its address. */
async function broker(connected: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => connected(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refusing = (code: number) => broker((socket) => void socket.write(Buffer.from([0x20, 2, 0, code])));

/** What the suite says, and how long it took, where the file is changed so. */
async function tryWith(change: (file: DeploymentFile) => void, only = /./) {
  const file = parse(mock.deploymentFile()) as DeploymentFile;
  change(file);
  const deployment = parseDeployment(stringify({ ...file, limits: {} }), 'the mock', {}, '.');
  const checks = catalogue.filter(({ id }) => only.test(id));
  const clock = openOwnTime();
  const record = await run({
    deployment,
    edition: loadEdition(deployment.edition),
    checks,
    now: clock.now,
    signal: new AbortController().signal,
  });
  const results = judge(record, checks).filter(({ outcome }) => outcome !== 'not-applicable');
  return { ms: clock.now(), record, results, verdict: verdictOf(results, false) };
}

const at = (url: string) => (file: DeploymentFile) => {
  file.mqtt = { url };
};

describe('where no device is online', () => {
  const causes: Record<string, () => Promise<{ change: (file: DeploymentFile) => void; says: string }>> = {
    'no broker': async () => ({
      change: at('mqtt://127.0.0.1:1'),
      says: 'broker mqtt://127.0.0.1:1: connection refused, 0 of 8 devices online',
    }),
    'a host that DNS does not know': async () => ({
      change: (file) => {
        at('mqtt://broker.invalid:1883')(file);
        file.allow = { plainHttp: true };
      },
      says: 'broker mqtt://broker.invalid:1883: DNS ',
    }),
    'a broker without TLS': async () => {
      const url = mock.mqttUrl.replace('mqtt:', 'mqtts:');
      return {
        change: at(url),
        says: `broker ${url}: it closed the connection within the TLS handshake; does it speak TLS on that port?, 0 of 8 devices online`,
      };
    },
    'a silent broker': async () => {
      const url = await broker(() => {});
      return { change: at(url), says: `broker ${url}: no answer within 4000 ms, 0 of 8 devices online` };
    },
    'wrong passwords': async () => ({
      change: ({ devices }) => {
        for (const { mqtt } of devices) {
          if (mqtt?.password) mqtt.password = 'another-password';
          if (mqtt?.secret) mqtt.secret = 'another-secret';
        }
      },
      says: `broker ${mock.mqttUrl}: not authorised (return code 5): a wrong password, or a client id or user name that it does not know, 0 of 8 devices online`,
    }),
    'an unknown client id': async () => {
      const url = await refusing(2);
      return {
        change: at(url),
        says: `broker ${url}: it does not know the client id (return code 2), 0 of 8 devices online`,
      };
    },
    'a wrong user name': async () => {
      const url = await refusing(4);
      return {
        change: at(url),
        says: `broker ${url}: the user name or the password is wrong (return code 4), 0 of 8 devices online`,
      };
    },
    'no logins, and devices that nobody connected': async () => ({
      change: (file) => {
        for (const device of file.devices) delete device.mqtt;
        delete file.mqtt;
      },
      says: 'the query API shows 0 of 8 devices online: connect the test devices, or declare mqtt logins so that the suite can',
    }),
  };

  const tried = new Map<string, Awaited<ReturnType<typeof tryCause>>>();
  const tryCause = async (cause: (typeof causes)[string]) => {
    const { change, says } = await cause();
    return { says, ...(await tryWith(change)) };
  };
  // Some of them wait for what never comes.
  beforeAll(async () => {
    await Promise.all(Object.entries(causes).map(async ([name, cause]) => tried.set(name, await tryCause(cause))));
  });

  test.each(Object.keys(causes))('%s: said within 5 s, and once', (name) => {
    const outcome = tried.get(name);
    if (!outcome) throw new Error('it was not tried');
    const { says, ms, results, record, verdict } = outcome;
    expect([...new Set(results.map(({ outcome }) => outcome))]).toEqual(['error']);
    const messages = [...new Set(results.map(({ message }) => message))];
    expect(messages).toEqual([expect.stringContaining(says)]);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons[0]).toMatch(/^\d+ MUST checks ended in an error, and all for one cause\.$/);
    expect(record.exchanges.filter(({ check }) => check !== 'witness')).toEqual([]);
    expect(record.notes).toEqual([]);
    expect(ms).toBeLessThan(5000);
  });

  test('a login that is refused is not tried again, which might lock the account', async () => {
    let logins = 0;
    const url = await broker((socket) => {
      logins++;
      socket.write(Buffer.from([0x20, 2, 0, 4]));
    });
    await tryWith(at(url));
    expect(logins).toBe(8);
  });

  test('checks that need no device are run where nothing else is wanted', async () => {
    const { results } = await tryWith(at('mqtt://127.0.0.1:1'), /^ids\/past-int32$/);
    expect(results.map(({ check, outcome }) => [check.id, outcome])).toEqual([['ids/past-int32', 'passed']]);
  });
});

test('a deployment that is not there says so for every check alike, invariants too', async () => {
  const { results } = await tryWith((file) => Object.assign(file, { baseUrl: 'http://127.0.0.1:1' }));
  const [first, ...rest] = results;
  expect(first?.message).toContain('no connection to 127.0.0.1:1');
  expect([...new Set(rest.map(({ message }) => message))]).toEqual([
    expect.stringMatching(/^the deployment cannot be reached: no connection to 127\.0\.0\.1:1/),
  ]);
});
