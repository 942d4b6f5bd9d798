// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the syntax under test
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigError } from '../../src/base/config-error.ts';
import { isLoopback } from '../../src/deployment/address.ts';
import { loadDeploymentFile, loadDotenv, parseDeployment } from '../../src/deployment/load.ts';
import { secretsOf } from '../../src/deployment/secrets.ts';

const CA = rootCertificates[0] ?? '';

const dir = mkdtempSync(join(tmpdir(), 'deployment-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** The smallest sound file, with further members and with some replaced (null: left out). */
function file(members: Record<string, unknown> = {}): string {
  const all: Record<string, unknown> = {
    name: 'acme',
    baseUrl: 'https://roma.example.com',
    projectId: 'p1',
    instanceId: 'i1',
    auth: { token: 'T0ken-secret-value' },
    devices: [{ id: 20001 }, { id: 20002 }],
    ...members,
  };
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)));
}

const read = (text: string, env: NodeJS.ProcessEnv = {}) => parseDeployment(text, 'acme.yaml', env, dir);

/** The lines of the error that a text ends in. */
function problems(text: string, env: NodeJS.ProcessEnv = {}): string[] {
  try {
    read(text, env);
  } catch (error) {
    // Where they stand is another test's.
    if (error instanceof ConfigError) return error.message.replace(/^acme\.yaml:\d+: /gm, 'acme.yaml: ').split('\n');
    throw error;
  }
  return [];
}

const problemsWith = (members: Record<string, unknown>) => problems(file(members));

describe('a deployment file', () => {
  test('that names only what is required gets the defaults', () => {
    expect(read(file())).toEqual({
      name: 'acme',
      checkHeader: true,
      baseUrl: 'https://roma.example.com',
      edition: '2025-03-26',
      projectId: 'p1',
      instanceId: 'i1',
      auth: { kind: 'token', token: 'T0ken-secret-value' },
      headers: {},
      devices: [
        { id: '20001', watchOnly: false },
        { id: '20002', watchOnly: false },
      ],
      absent: { ids: [], ranges: [], probes: true, instanceId: '00000000-dead-4bad-8bad-000000000000' },
      mqttUrl: null,
      claims: { compat20: false },
      limits: {
        timeoutMs: 10000,
        totalMs: 300000,
        requestsPerSecond: 20,
        concurrency: 8,
        effectWithinMs: 5000,
        effectLatestMs: 30000,
        maxBodyBytes: 4194304,
      },
      tls: { ca: null, cert: null, key: null, serverName: null },
      allow: { plainHttp: false, hosts: [], emptyLists: false },
      waivers: [],
      labels: {},
      version: null,
      source: 'acme.yaml',
    });
  });

  test('with every key, in YAML, is read whole', () => {
    writeFileSync(join(dir, 'ca.pem'), CA);
    const text = [
      'name: acme-staging',
      'baseUrl: https://roma.example.com:8443/prefix/',
      'edition: "2023-06-29"',
      'projectId: "397cd10b30544c588b2f4a56d83856c4"',
      'instanceId: "f3bb386a-23ec-47aa-9943-4c60ac658611"',
      'auth: { iam: { url: "https://iam.example.com", user: u, password: "${PW}", domain: d, project: cn-north-4 } }',
      'headers: { X-Gateway-Stage: staging }',
      'devices:',
      '  - id: 99999999999999999',
      '    mqtt: { clientId: c, username: u, password: "a${PW}b" }',
      '  - { id: 999999999999999999, mqtt: { deviceId: D1, secret: s3 }, watchOnly: true }',
      'absent: { deviceId: 77777777, deviceIds: [5, 77777777], ranges: [[70000000, 70009999]], probes: false, instanceId: none }',
      'mqtt: { url: "mqtts://broker.example.com:8883" }',
      'claims: { compat20: true }',
      'limits: { timeoutMs: 1, totalMs: 2, requestsPerSecond: 0.5, concurrency: 3, effectWithinMs: 4, effectLatestMs: 5, maxBodyBytes: 6 }',
      'tls: { ca: ./ca.pem }',
      'allow: { plainHttp: true, hosts: [other.example.com], emptyLists: true }',
      'waivers: [{ check: errors/request-id-unique, reason: known, owner: me, expires: 2028-02-29 }]',
      'labels: { vendor: acme, region: cn-north-4 }',
      'version: "3.2.1"',
      'checkHeader: false',
    ].join('\n');
    expect(read(text, { PW: 'pa${X}ss: [1]' })).toEqual({
      name: 'acme-staging',
      checkHeader: false,
      baseUrl: 'https://roma.example.com:8443/prefix',
      edition: '2023-06-29',
      projectId: '397cd10b30544c588b2f4a56d83856c4',
      instanceId: 'f3bb386a-23ec-47aa-9943-4c60ac658611',
      auth: {
        kind: 'iam',
        url: 'https://iam.example.com',
        user: 'u',
        password: 'pa${X}ss: [1]',
        domain: 'd',
        project: 'cn-north-4',
      },
      headers: { 'X-Gateway-Stage': 'staging' },
      devices: [
        {
          id: '99999999999999999',
          mqtt: { clientId: 'c', username: 'u', password: 'apa${X}ss: [1]b' },
          watchOnly: false,
        },
        { id: '999999999999999999', mqtt: { deviceId: 'D1', secret: 's3' }, watchOnly: true },
      ],
      absent: { ids: ['77777777', '5'], ranges: [['70000000', '70009999']], probes: false, instanceId: 'none' },
      mqttUrl: 'mqtts://broker.example.com:8883',
      claims: { compat20: true },
      limits: {
        timeoutMs: 1,
        totalMs: 2,
        requestsPerSecond: 0.5,
        concurrency: 3,
        effectWithinMs: 4,
        effectLatestMs: 5,
        maxBodyBytes: 6,
      },
      tls: { ca: CA, cert: null, key: null, serverName: null },
      allow: { plainHttp: true, hosts: ['other.example.com'], emptyLists: true },
      waivers: [{ check: 'errors/request-id-unique', reason: 'known', owner: 'me', expires: '2028-02-29' }],
      labels: { vendor: 'acme', region: 'cn-north-4' },
      version: '3.2.1',
      source: 'acme.yaml',
    });
  });

  test('is not limited in its rate on loopback, unless it says so', () => {
    expect(read(file({ baseUrl: 'http://127.0.0.1:8080' })).limits.requestsPerSecond).toBeNull();
    const limits = { requestsPerSecond: 7 };
    expect(read(file({ baseUrl: 'http://localhost', limits })).limits.requestsPerSecond).toBe(7);
  });

  test('takes keys for signing', () => {
    const auth = { aksk: { accessKey: 'AK', secretKey: 'SK' } };
    expect(read(file({ auth })).auth).toEqual({ kind: 'aksk', accessKey: 'AK', secretKey: 'SK' });
  });

  test('may be JSON with tabs', () => {
    expect(read(JSON.stringify(JSON.parse(file()), null, '\t')).name).toBe('acme');
  });
});

describe('what is wrong is said with file, key and mend', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a required key', { baseUrl: undefined }, ['acme.yaml: baseUrl: is missing; add it']],
    ['an unknown key', { baseURL: 'x' }, ['acme.yaml: baseURL: is no known key; did you mean baseUrl?']],
    [
      'an unknown key that is near none',
      { claims: { zzzzzz: 1 } },
      ['acme.yaml: claims.zzzzzz: is no known key; known are compat20'],
    ],
    ['a number as name', { name: 7 }, ['acme.yaml: name: is a number; put it in quotes']],
    ['a number as project', { projectId: 397 }, ['acme.yaml: projectId: is a number; put it in quotes']],
    [
      'a path as instance',
      { instanceId: '../x' },
      ['acme.yaml: instanceId: must hold only letters, digits, ".", "_" and "-", at most 64; copy it from the console'],
    ],
    [
      'a dot segment as instance',
      { instanceId: '..' },
      ['acme.yaml: instanceId: must hold only letters, digits, ".", "_" and "-", at most 64; copy it from the console'],
    ],
    [
      'an edition that is near another',
      { edition: '2023-06-30' },
      ['acme.yaml: edition: edition "2023-06-30" is not known; known are 2023-06-29, 2025-03-26 and 2022-12-05'],
    ],
    ['no credential', { auth: {} }, ['acme.yaml: auth: names no credential; give one of token, iam, aksk']],
    [
      'a credential misspelt',
      { auth: { tokne: 'x' } },
      ['acme.yaml: auth: names no credential; give one of token, iam, aksk (did you mean token?)'],
    ],
    [
      'two credentials',
      { auth: { token: 'x', aksk: {} } },
      ['acme.yaml: auth: has token and aksk, which exclude each other; keep one'],
    ],
    [
      'half a credential',
      { auth: { aksk: { accessKey: 'x' } } },
      ['acme.yaml: auth.aksk.secretKey: is missing; add it'],
    ],
    ['an empty token', { auth: { token: '' } }, [expect.stringMatching(/^acme.yaml: auth.token: /) as never]],
    ['no device', { devices: [] }, ['acme.yaml: devices: is empty; declare at least one sacrificial device']],
    [
      'only watched devices',
      { devices: [{ id: 1, watchOnly: true }] },
      ['acme.yaml: devices: are all watchOnly; leave at least one to be taken offline'],
    ],
    [
      'a device twice',
      { devices: [{ id: 1 }, { id: 2 }, { id: 1 }] },
      ['acme.yaml: devices[2].id: is the id of devices[0] too; remove one'],
    ],
    [
      'a login without a broker',
      { devices: [{ id: 1, mqtt: { deviceId: 'd', secret: 's' } }] },
      ['acme.yaml: mqtt.url: is missing, and devices log in over MQTT; add it'],
    ],
    [
      'two kinds of login',
      { devices: [{ id: 1, mqtt: { deviceId: 'd', password: 's' } }], mqtt: { url: 'mqtts://h' } },
      ['acme.yaml: devices[0].mqtt: has deviceId and password, which exclude each other; keep one'],
    ],
    [
      'an absent device that is declared',
      { absent: { deviceId: 20001 } },
      ['acme.yaml: devices[0].id: lies in absent.deviceId, which says that it does not exist; correct one'],
    ],
    [
      'a device within an absent range',
      { absent: { ranges: [[1, 20001]] } },
      ['acme.yaml: devices[0].id: lies in absent.ranges[0], which says that it does not exist; correct one'],
    ],
    [
      'a range from back to front',
      { absent: { ranges: [[9, 8]] } },
      ['acme.yaml: absent.ranges[0]: ends before it begins; write the lower id first'],
    ],
    [
      'the instance as absent',
      { absent: { instanceId: 'i1' } },
      ['acme.yaml: absent.instanceId: is the instance under test; name one that does not exist'],
    ],
    ['no positive limit', { limits: { timeoutMs: 0 } }, ['acme.yaml: limits.timeoutMs: is too small; write 1 or more']],
    [
      'a limit with a fraction',
      { limits: { concurrency: 1.5 } },
      ['acme.yaml: limits.concurrency: has a fraction; write a whole number'],
    ],
    [
      'no rate',
      { limits: { requestsPerSecond: 0 } },
      ['acme.yaml: limits.requestsPerSecond: is too small; write more than 0'],
    ],
    [
      'effects out of order',
      { limits: { effectWithinMs: 40000 } },
      ['acme.yaml: limits.effectWithinMs: is more than effectLatestMs (30000); lower it, or raise that'],
    ],
    [
      'a day that is none',
      { waivers: [{ check: 'a/b', reason: 'r', owner: 'o', expires: '2027-02-30' }] },
      ['acme.yaml: waivers[0].expires: 2027-02-30 is no day of the calendar; correct it'],
    ],
    ['a version that is a number', { version: 3.2 }, ['acme.yaml: version: is a number; put it in quotes']],
    ['a label that is a number', { labels: { stage: 2 } }, ['acme.yaml: labels.stage: is a number; put it in quotes']],
    [
      'a label with a line feed',
      { labels: { vendor: 'a\nb' } },
      ['acme.yaml: labels.vendor: is empty or has a control character; write a word'],
    ],
    [
      'a label with a name of many words',
      { labels: { 'the vendor': 'acme' } },
      ['acme.yaml: labels: has a name that is not of letters, digits, ".", "_" and "-", at most 63; rename it'],
    ],
    ['a CA that is not there', { tls: { ca: 'no.pem' } }, ['acme.yaml: tls.ca: does not exist; check the path']],
    [
      'the credential as a header',
      { headers: { 'x-auth-TOKEN': 'x' } },
      ['acme.yaml: headers.x-auth-TOKEN: is set by the suite; remove it'],
    ],
    [
      'a line break in a header',
      { headers: { 'X-A': 'a\r\nHost: b' } },
      ['acme.yaml: headers.X-A: has a control character or one beyond ASCII; remove it'],
    ],
    [
      'a header that is no name',
      { headers: { 'X A': 'a' } },
      ['acme.yaml: headers."X...": is no name of a header; rename it'],
    ],
    [
      'a URL as a host',
      { allow: { hosts: ['https://x'] } },
      ['acme.yaml: allow.hosts[0]: is no host; write a name, without scheme and path'],
    ],
  ])('%s', (_, members, expected) => {
    expect(problemsWith(members)).toEqual(expected);
  });

  test('all at once, not only the first', () => {
    const found = problemsWith({
      name: 1,
      limits: { timeoutMs: 'x' },
      devices: [{ id: 1.5 }],
      edition: 'new',
      projectId: undefined,
    });
    expect(found.map((line) => line.split(': ')[1])).toEqual(
      expect.arrayContaining(['name', 'limits.timeoutMs', 'devices[0].id', 'edition', 'projectId']),
    );
    expect(found).toHaveLength(5);
  });

  test.each([
    ['20001.5', 'has a fraction or an exponent; write the whole number, digit by digit'],
    ['1e4', 'has a fraction or an exponent; write the whole number, digit by digit'],
    ['20001.0', 'has a fraction or an exponent; write the whole number, digit by digit'],
    ['"20001"', 'is text; write the digits without quotes'],
    ['0', 'must be from 1 to 999999999999999999; correct the id'],
    ['-5', 'must be from 1 to 999999999999999999; correct the id'],
    ['1000000000000000000', 'must be from 1 to 999999999999999999; correct the id'],
    ['true', 'must be a whole number; write the id of a device'],
  ])('%s is no id, wherever it stands', (id, text) => {
    const at = (place: string) => `acme.yaml: ${place}: ${text}`;
    const base = 'name: a\nbaseUrl: https://h\nprojectId: p\ninstanceId: i\nauth: { token: t }\n';
    expect(problems(`${base}devices: [{ id: 7 }, { id: ${id} }]`)).toEqual([at('devices[1].id')]);
    const absent = `absent: { deviceId: ${id}, deviceIds: [${id}], ranges: [[${id}, 999999999999999999]] }`;
    expect(problems(`${base}devices: [{ id: 7 }]\n${absent}`)).toEqual(
      expect.arrayContaining([at('absent.deviceId'), at('absent.deviceIds[0]'), at('absent.ranges[0][0]')]),
    );
  });
});

describe('addresses', () => {
  test.each<[string, string | null]>([
    ['https://h.example', null],
    ['http://localhost:1', null],
    ['http://127.9.9.9', null],
    ['http://[::1]:8080/x', null],
    ['http://h.example', 'has no TLS'],
    ['http://127.0.0.1.example.com', 'has no TLS'],
    ['http://localhost.example.com', 'has no TLS'],
    ['ftp://h.example', 'has the scheme ftp:'],
    ['https://h.example/?a=1', 'has a query'],
    ['https://h.example/?', 'has a query'],
    ['https://h.example/#a', 'has a fragment'],
    ['https://me:hunter2hunter2@h.example', 'holds a user or a password'],
    ['https://h.example\\@other.example', 'is no address'],
    ['https://h.exa\nmple', 'is no address'],
    ['h.example', 'is no address'],
    ['https://', 'is no address'],
  ])('baseUrl %j', (baseUrl, problem) => {
    const found = problemsWith({ baseUrl });
    expect(found.join()).not.toContain('hunter2');
    if (problem === null) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(`acme.yaml: baseUrl: ${problem}`)]);
  });

  test('without TLS are taken where the file allows it', () => {
    const allow = { plainHttp: true };
    expect(problemsWith({ baseUrl: 'http://h.example', mqtt: { url: 'mqtt://b.example' }, allow })).toEqual([]);
  });

  test.each<[string, string | null]>([
    ['mqtts://b.example:8883', null],
    ['wss://b.example/mqtt', null],
    ['mqtt://127.0.0.1:1883', null],
    ['mqtt://b.example', 'has no TLS'],
    ['ws://b.example', 'has no TLS'],
    ['https://b.example', 'has the scheme https:'],
    ['mqtts://b.example/path', 'has a path'],
    ['mqtts://u:p@b.example', 'holds a user or a password'],
  ])('mqtt.url %j', (url, problem) => {
    const found = problemsWith({ mqtt: { url } });
    if (problem === null) expect(found).toEqual([]);
    else expect(found).toEqual([expect.stringContaining(`acme.yaml: mqtt.url: ${problem}`)]);
  });

  test('of IAM are held to the same', () => {
    const iam = { url: 'http://iam.example', user: 'u', password: 'p', domain: 'd', project: 'p' };
    expect(problemsWith({ auth: { iam } })).toEqual([expect.stringContaining('auth.iam.url: has no TLS')]);
  });

  test('loopback is this machine and nothing else', () => {
    const hosts = ['localhost', '127.0.0.1', '127.255.0.3', '[::1]', '128.0.0.1', '1127.0.0.1', '127.0.0.1.x', '[::2]'];
    expect(hosts.filter(isLoopback)).toEqual(['localhost', '127.0.0.1', '127.255.0.3', '[::1]']);
  });
});

describe('${NAME}', () => {
  test('is replaced in values only, and brings no structure', () => {
    const text = file({ name: '${N}', devices: [{ id: 1 }], absent: { instanceId: 'x${N}' } });
    expect(read(text, { N: 'a' })).toMatchObject({ name: 'a', absent: { instanceId: 'xa' } });
    expect(problems(file({ absent: '${N}' }), { N: '{deviceId: 5}' })).toEqual([
      'acme.yaml: absent: is text; write keys with their values below it',
    ]);
    expect(problems(file({ '${N}': 1 }), { N: 'tls' })).toHaveLength(1);
  });

  test('is put in as it is', () => {
    const devices = [{ id: 1, mqtt: { deviceId: 'd', secret: '${N}' } }];
    const [device] = read(file({ devices, mqtt: { url: 'mqtts://b' } }), { N: ' $& ${M} ' }).devices;
    expect(device?.mqtt).toEqual({ deviceId: 'd', secret: ' $& ${M} ' });
  });

  test('does not escape with a second dollar sign', () => {
    expect(read(file({ auth: { token: '$${N}' } }), { N: 'a' }).auth).toEqual({ kind: 'token', token: '$a' });
  });

  test('is named where it is missing, once, and nothing else is said of that value', () => {
    expect(problems(file({ projectId: '${NOPE}', baseUrl: '${NOPE}' }))).toEqual([
      'acme.yaml: baseUrl: the environment variable NOPE is not set; set it, or add it to .env',
      'acme.yaml: projectId: the environment variable NOPE is not set; set it, or add it to .env',
    ]);
  });

  test.each(['${}', '${A-B}', '${A', '${1}'])('%s is no name', (token) => {
    expect(problems(file({ auth: { token } }), { A: 'x' })).toEqual([
      expect.stringContaining('acme.yaml: auth.token: has'),
    ]);
  });
});

describe('a text that is no deployment', () => {
  test.each<[string, string]>([
    ['', 'acme.yaml: is empty'],
    ['just text', 'acme.yaml: is text; write keys with their values below it'],
    ['- 1', 'acme.yaml: is a list; write keys with their values below it'],
    ['a: 1\na: 2', 'acme.yaml: line 2, column 1: a key is there twice'],
    ['{"a":1,"a":2}', 'acme.yaml: line 1, column 8: a key is there twice'],
    ['a: 1\n---\nb: 2', 'acme.yaml: holds 2 documents'],
    ['a: !!js/function x', 'acme.yaml: line 1, column 4: a tag'],
    ['a: !secret s3cret', 'acme.yaml: line 1, column 4: a tag'],
    ['%YAML 1.1\n---\na: 010', 'acme.yaml: asks for YAML 1.1'],
    ['a: *b', 'acme.yaml: has an alias'],
    ['a: [1, 2', 'acme.yaml: line 1'],
    ['a: "s3cret', 'acme.yaml: line 1'],
    ['['.repeat(200_000), 'acme.yaml: '],
  ])('%#', (text, message) => {
    const found = problems(text);
    expect(found[0]).toContain(message);
    expect(found.join()).not.toContain('s3cret');
  });

  test('aliases cannot grow without end', () => {
    const levels = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
    expect(problems(['a0: &a0 [x, x]', ...levels].join('\n'))[0]).toContain('too many aliases');
  });

  test('a file that is too large, not UTF-8, a folder or not there says so', async () => {
    writeFileSync(join(dir, 'big.yaml'), `# ${'x'.repeat(1024 * 1024)}`);
    writeFileSync(join(dir, 'latin.yaml'), Buffer.from([0x6e, 0xe4]));
    const messageOf = async (name: string) =>
      loadDeploymentFile(join(dir, name), {}).then(
        () => 'read',
        (error: unknown) =>
          error instanceof ConfigError ? error.message.replace(`${join(dir, name)}: `, '') : 'other',
      );
    expect(await messageOf('big.yaml')).toBe('is larger than 1 MiB; name the right file');
    expect(await messageOf('latin.yaml')).toBe('is not UTF-8 text; save it as UTF-8');
    expect(await messageOf('nothing.yaml')).toBe('does not exist; check the path');
    expect(await messageOf('.')).toBe('is a folder; name a file in it');
    writeFileSync(join(dir, 'good.yaml'), `\ufeff${file()}`);
    expect((await loadDeploymentFile(join(dir, 'good.yaml'), {})).source).toBe(join(dir, 'good.yaml'));
  });
});

describe('secrets', () => {
  const secret = 'S3cr3t-S3cr3t';

  test('are all found', () => {
    const text = file({
      auth: { iam: { url: 'https://i', user: 'u', password: 'iam-pw', domain: 'd', project: 'p' } },
      devices: [
        { id: 1, mqtt: { clientId: 'c', username: 'u', password: 'mqtt-pw' } },
        { id: 2, mqtt: { deviceId: 'd', secret: 'mqtt-secret' } },
        { id: 3 },
      ],
      mqtt: { url: 'mqtts://b' },
      headers: { 'X-Key': 'key', 'X-Empty': '', 'X-Same': 'key' },
    });
    expect(secretsOf(read(text))).toEqual(['mqtt-secret', 'mqtt-pw', 'iam-pw', 'key']);
    expect(secretsOf(read(file()))).toEqual(['T0ken-secret-value']);
    expect(secretsOf(read(file({ auth: { aksk: { accessKey: 'a', secretKey: 's' } } })))).toEqual(['s']);
  });

  test.each<Record<string, unknown>>([
    { auth: secret },
    { auth: [secret] },
    { auth: { token: `${secret}\n` } },
    { auth: { token: { value: secret } } },
    { auth: { iam: secret } },
    { auth: { iam: { url: `https://u:${secret}@h`, user: 'u', password: [secret], domain: 'd', project: 'p' } } },
    { auth: { token: 't', [secret]: null } },
    { auth: { [`token:${secret}`]: null } },
    { auth: { aksk: { accessKey: 'a', [`secretKey:${secret}`]: null } } },
    { devices: [{ id: 1, mqtt: { clientId: 'c', username: 'u', [`password:${secret}`]: null } }] },
    { devices: [{ id: 1, mqtt: { clientId: 'c', username: 'u', password: 'p', [secret]: null } }] },
    { auth: { aksk: { accessKey: 'a b', secretKey: `${secret} ` } } },
    { baseUrl: `https://u:${secret}@h` },
    { mqtt: { url: `mqtts://u:${secret}@h` } },
    { headers: { 'X-A': `${secret}\n` } },
    { headers: secret },
    { devices: [{ id: secret }] },
    { devices: [{ id: 1, mqtt: secret }] },
    { devices: [{ id: 1, mqtt: { clientId: 'c', username: '', password: `${secret}${'x'.repeat(5000)}` } }] },
  ])('never show in a message: %#', (members) => {
    const found = problemsWith(members);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join()).not.toContain(secret);
  });
});

describe('.env', () => {
  test('adds what is not set, and is not needed', () => {
    writeFileSync(join(dir, '.env'), 'A=from-file\nB="two words"\n');
    const env = { A: 'real' };
    expect(loadDotenv(dir, env)).toEqual({ A: 'real', B: 'two words' });
    expect(env).toEqual({ A: 'real' });
    expect(loadDotenv(join(dir, 'nowhere'), env)).toEqual(env);
  });
});

describe('what is wrong is said with its line', () => {
  const lines = (text: string): string[] => {
    try {
      parseDeployment(text, 'acme.yaml', {}, dir);
      return [];
    } catch (error) {
      return (error as Error).message.split('\n').sort();
    }
  };

  test('in YAML, of a key, of an entry, and of what something is missing in', () => {
    const found = lines(`name: acme
baseUrl: https://roma.example.com
projectId: 12
instanceId: f3bb386a
auth:
  token: "a b"
devices:
  - id: 20001
  - id: 20002
    mqtt: { clientId: 5, username: u, password: p }
  - 0
limits:
  timeoutMs: "10"
  requestPerSecond: 2
absent:
  ranges:
    - [1, 2, 3]
    - x
claims: { compat20: "yes" }
allow: [a]
mqtt: { url: mqtts://broker.example.com }
`);
    expect(found).toEqual([
      'acme.yaml:10: devices[1].mqtt.clientId: is a number; put it in quotes',
      expect.stringMatching(/^acme\.yaml:11: devices\[2\]\.id: must be from 1 to /),
      'acme.yaml:13: limits.timeoutMs: is text; write a whole number without quotes',
      'acme.yaml:14: limits.requestPerSecond: is no known key; did you mean requestsPerSecond?',
      'acme.yaml:17: absent.ranges[0]: has too many entries; write at most 2',
      'acme.yaml:18: absent.ranges[1]: is text; write a list: [one, another]',
      'acme.yaml:19: claims.compat20: is text; write true or false, without quotes',
      'acme.yaml:20: allow: is a list; write keys with their values below it',
      'acme.yaml:3: projectId: is a number; put it in quotes',
      expect.stringMatching(/^acme\.yaml:6: auth\.token: /),
    ]);
  });

  test('in JSON; what the top lacks has no line', () => {
    expect(lines('{\n  "name": "acme",\n  "basUrl": "https://x.example.com"\n}')).toEqual(
      expect.arrayContaining([
        'acme.yaml:3: basUrl: is no known key; did you mean baseUrl?',
        'acme.yaml: projectId: is missing; add it',
      ]),
    );
  });
});
