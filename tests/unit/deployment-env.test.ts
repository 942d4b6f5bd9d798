// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax under test
import { describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { deploymentFromEnv, environmentVariables } from '../../src/deployment/load.ts';

const least = {
  ROMA_BASE_URL: 'https://roma.example.com',
  ROMA_PROJECT_ID: '397',
  ROMA_INSTANCE_ID: 'i1',
  ROMA_AUTH_TOKEN: 'a${X}token',
  ROMA_DEVICES: '20001,20002',
};

function problems(env: NodeJS.ProcessEnv): string[] {
  try {
    deploymentFromEnv(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('a deployment of the environment', () => {
  test('needs five variables, and takes their text as it is', () => {
    expect(deploymentFromEnv(least)).toMatchObject({
      name: 'env',
      baseUrl: 'https://roma.example.com',
      projectId: '397',
      auth: { kind: 'token', token: 'a${X}token' },
      devices: [
        { id: '20001', watchOnly: false },
        { id: '20002', watchOnly: false },
      ],
      source: 'the environment',
    });
  });

  test('can say everything that a file can', () => {
    const deployment = deploymentFromEnv({
      ...least,
      ROMA_NAME: 'ci',
      ROMA_EDITION: '2022-12-05',
      ROMA_AUTH_TOKEN: '',
      ROMA_IAM_URL: 'https://iam.example.com',
      ROMA_IAM_USER: 'u',
      ROMA_IAM_PASSWORD: 'p',
      ROMA_IAM_DOMAIN: 'd',
      ROMA_IAM_PROJECT: 'cn-north-4',
      ROMA_DEVICES: '[20001, {id: 99999999999999999, mqtt: {deviceId: D, secret: "${S}"}, watchOnly: true}]',
      S: 'device-secret',
      ROMA_ABSENT: '{"deviceId": 5, "ranges": [[6, 7]]}',
      ROMA_MQTT_URL: 'mqtts://b.example',
      ROMA_COMPAT20: 'TRUE',
      ROMA_LIMITS: 'timeoutMs: 7',
      ROMA_ALLOW_PLAIN_HTTP: '1',
      ROMA_ALLOW_HOSTS: 'a.example, b.example',
      ROMA_ALLOW_EMPTY_LISTS: 'true',
      ROMA_HEADERS: '{X-Stage: staging}',
      ROMA_WAIVERS: '[{check: a/b, reason: r, owner: o, expires: 2027-01-31}]',
      ROMA_LABELS: 'vendor: acme',
      ROMA_VERSION: '3.2',
    });
    expect(deployment).toMatchObject({
      name: 'ci',
      edition: '2022-12-05',
      auth: {
        kind: 'iam',
        url: 'https://iam.example.com',
        user: 'u',
        password: 'p',
        domain: 'd',
        project: 'cn-north-4',
      },
      devices: [
        { id: '20001', watchOnly: false },
        { id: '99999999999999999', mqtt: { deviceId: 'D', secret: 'device-secret' }, watchOnly: true },
      ],
      absent: { ids: ['5'], ranges: [['6', '7']] },
      mqttUrl: 'mqtts://b.example',
      claims: { compat20: true },
      limits: { timeoutMs: 7, totalMs: 300000 },
      allow: { plainHttp: true, hosts: ['a.example', 'b.example'], emptyLists: true },
      headers: { 'X-Stage': 'staging' },
      waivers: [{ check: 'a/b', reason: 'r', owner: 'o', expires: '2027-01-31' }],
      labels: { vendor: 'acme' },
      version: '3.2',
    });
    const { ROMA_AUTH_TOKEN: _, ...keys } = { ...least, ROMA_ACCESS_KEY: 'a', ROMA_SECRET_KEY: 's' };
    expect(deploymentFromEnv(keys).auth).toEqual({ kind: 'aksk', accessKey: 'a', secretKey: 's' });
  });

  test.each<[string, string[]]>([
    ['20001', ['20001']],
    ['20001, 20002', ['20001', '20002']],
    ['[20001,20002]', ['20001', '20002']],
    ['[{"id":20001}]', ['20001']],
    ['- 20001\n- id: 20002', ['20001', '20002']],
  ])('ROMA_DEVICES may be %j', (devices, ids) => {
    expect(deploymentFromEnv({ ...least, ROMA_DEVICES: devices }).devices.map(({ id }) => id)).toEqual(ids);
  });

  test.each<[NodeJS.ProcessEnv, string[]]>([
    [
      { ROMA_BASE_URL: '', ROMA_PROJECT_ID: '', ROMA_DEVICES: '' },
      ['ROMA_BASE_URL: is missing; set it', 'ROMA_DEVICES: is missing; set it', 'ROMA_PROJECT_ID: is missing; set it'],
    ],
    [
      { ROMA_AUTH_TOKEN: '' },
      ['ROMA_AUTH_TOKEN, ROMA_IAM_* or ROMA_ACCESS_KEY and ROMA_SECRET_KEY: is missing; set it'],
    ],
    [
      { ROMA_ACCESS_KEY: 'a' },
      [
        'ROMA_AUTH_TOKEN, ROMA_IAM_* or ROMA_ACCESS_KEY and ROMA_SECRET_KEY: has token and aksk, which exclude each other; keep one',
      ],
    ],
    [{ ROMA_AUTH_TOKEN: '', ROMA_ACCESS_KEY: 'a' }, ['ROMA_SECRET_KEY: is missing; set it']],
    [
      { ROMA_DEVICES: '20001,20001.5' },
      ['ROMA_DEVICES[1].id: has a fraction or an exponent; write the whole number, digit by digit'],
    ],
    [{ ROMA_COMPAT20: 'maybe' }, ['ROMA_COMPAT20: must be true or false (or 1 or 0)']],
    [{ ROMA_COMPAT20: 'constructor' }, ['ROMA_COMPAT20: must be true or false (or 1 or 0)']],
    [{ ROMA_LIMITS: '{timeout: 5}' }, [expect.stringMatching(/^ROMA_LIMITS.timeout: is no known key; /) as never]],
    [{ ROMA_LIMITS: '{' }, [expect.stringMatching(/^ROMA_LIMITS: line 1, column 2: /) as never]],
    [{ ROMA_TLS_CA: 'no/such.pem' }, ['ROMA_TLS_CA: does not exist; check the path']],
    [
      { ROMA_DEVICES: '[{id: 1, mqtt: {deviceId: d, secret: "${NOPE}"}}]', ROMA_MQTT_URL: 'mqtts://b' },
      ['ROMA_DEVICES[0].mqtt.secret: the environment variable NOPE is not set; set it, or add it to .env'],
    ],
  ])('what is wrong names the variable: %#', (env, expected) => {
    const lines = problems({ ...least, ...env }).map((line) => line.replace(/^the environment: /, ''));
    expect(lines.sort()).toEqual(expected);
  });

  test('the table names each variable once, and those that are needed', () => {
    const names = environmentVariables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(environmentVariables.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'ROMA_BASE_URL',
      'ROMA_PROJECT_ID',
      'ROMA_INSTANCE_ID',
      'ROMA_DEVICES',
    ]);
    expect(environmentVariables.every(({ meaning }) => meaning.length > 0)).toBe(true);
  });
});
