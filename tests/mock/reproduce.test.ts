/** The commands that a report prints show the same again: run by a shell against a deployment with the same fault. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import type { Deployment, TestDevice } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { credentialsOf } from '../../src/devices/login.ts';
import { type Mock, startMock } from '../../src/mock/mock.ts';
import type { Report, ReportCheck } from '../../src/report/report.gen.ts';
import { verify } from '../../src/suite/verify.ts';
import { drawn } from '../tier.ts';

const run = promisify(execFile);
const deploymentOf = (mock: Mock): Deployment => parseDeployment(mock.deploymentFile(), 'the mock', process.env, '.');

async function reportOf(fault: string, only: readonly string[]): Promise<Report> {
  const mock = await startMock({ faults: [fault] });
  try {
    return await verify(deploymentOf(mock), { only, curlBaseUrl: '$ROMA_BASE_URL' });
  } finally {
    await mock.close();
  }
}

/** Runs a line as a reader does, with what the report says has to stand in the shell. */
async function sent(line: string, { baseUrl, token }: Mock): Promise<{ status: number; body: string }> {
  const { stdout } = await run('sh', ['-c', line], {
    env: { PATH: process.env['PATH'] ?? '', ROMA_BASE_URL: baseUrl, ROMA_AUTH_TOKEN: token, no_proxy: '*' },
  });
  const [head = '', ...body] = stdout.split('\r\n\r\n');
  return { status: Number(/^HTTP\/[\d.]+ (\d+)/.exec(head)?.[1]), body: body.join('\r\n\r\n') };
}

/** What differs from run to run, and what a report hides because a password has it too. */
const lasting = (body: string) => body.replace(/"(request_id|device_name)":"[^"]*"/g, '"$1":""');

async function loggedIn({ mqttUrl }: Deployment, { mqtt: login }: TestDevice): Promise<MqttClient> {
  if (!mqttUrl || !login) throw new Error('the mock has a broker and a login for each device');
  const { clientId, username, password } = credentialsOf(login, new Date());
  return connectAsync(mqttUrl, { clientId, username, password, reconnectPeriod: 0 });
}

const failedIn = (report: Report, id: string): ReportCheck => {
  const check = report.checks.find((one) => one.id === id);
  if (!check?.reproduce) throw new Error(`${id} found nothing that can be sent again`);
  return check;
};

describe('the command of a finding', () => {
  test.each(
    drawn(
      [
        ['rounds-half-up', 'rounding/half'],
        ['rounds-half-up', 'rounding/first-position'],
        ['drops-fractions', 'rounding/every-position'],
        ['invalid-is-200', 'body/cut-short'],
        ['invalid-is-200', 'body/byte-order-mark'],
        ['any-token-accepted', 'auth/altered-token'],
        ['any-token-accepted', 'auth/cut-token'],
        ['no-credential-needed', 'auth/missing'],
        ['get-performs', 'uri/get-refused'],
        ['error-is-html', 'errors/body'],
      ],
      2,
    ),
  )('%s, %s: brings the same answer', async (fault, id) => {
    const report = await reportOf(fault, [id]);
    const check = failedIn(report, id);
    const before = report.exchanges.find((x) => x.id === check.exchanges[0])?.answer;
    // Its devices are online, as they were in the run.
    const mock = await startMock({ faults: [fault], selfConnecting: true });
    try {
      const { status, body } = await sent(check.reproduce ?? '', mock);
      expect(status).toBe(before?.status);
      expect(lasting(body)).toBe(lasting(before?.body ?? ''));
    } finally {
      await mock.close();
    }
  });

  test.each(['connection-trusted', 'connection-trusted-without-token', 'answers-kept-before-authentication'])(
    '%s: is one command whose requests share a connection',
    async (fault) => {
      const report = await reportOf(fault, ['auth/kept-connection']);
      const line = failedIn(report, 'auth/kept-connection').reproduce ?? '';
      expect(line.split('\n')).toHaveLength(1);
      expect(line.split(' --next ')).toHaveLength(2);
      const mock = await startMock({ faults: [fault] });
      try {
        const { body } = await sent(line, mock);
        // The first answer's body, then the second answer.
        expect(body).toMatch(/^\{.*\}HTTP\/1\.1 200 /);
      } finally {
        await mock.close();
      }
    },
  );

  test('that takes two requests is two commands, with a login in between', async () => {
    const report = await reportOf('cached-answers', []);
    const check = failedIn(report, 'effects/goes-offline');
    const lines = check.reproduce?.split('\n') ?? [];
    expect(lines).toHaveLength(2);
    expect(check.actual).toContain('connect it again in between');
    const id = /^\d+/.exec(check.actual ?? '')?.[0];
    const mock = await startMock({ faults: ['cached-answers'] });
    const deployment = deploymentOf(mock);
    const device = deployment.devices.find((one) => one.id === id);
    if (!device) throw new Error(`no device ${id}`);
    const [first = '', second = ''] = lines;
    let client = await loggedIn(deployment, device);
    try {
      const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
      const answer = await sent(first, mock);
      await closed;
      client = await loggedIn(deployment, device);
      expect(await sent(second, mock)).toEqual(answer);
      expect(answer.body).toContain(`"id":${id}`);
      // The broker answers: its session goes on, as the finding says.
      await client.publishAsync('still/here', '', { qos: 1 });
      expect(client.connected).toBe(true);
    } finally {
      await client.endAsync(true);
      await mock.close();
    }
  });
});
