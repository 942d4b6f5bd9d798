/** However the process ends: 1 is a verdict and nothing else, the lock goes, and no report of another run stays. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { drawn, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, MAIN, startMock } from './cli.ts';

let mock = '';
let far = '';
beforeAll(async () => {
  mock = await startMock([], 'ends');
  far = join(folder, 'far.yaml');
  writeFileSync(
    far,
    readFileSync(mock, 'utf8')
      .replace(/^baseUrl: .*$/m, 'baseUrl: https://roma.invalid')
      .replace(/^name: .*$/m, 'name: far'),
  );
});
afterAll(cleanUp);

const REPORTS = ['report.json', 'report.html', 'report.md', 'junit.xml'];

/** A folder with the reports of an earlier run. */
function withOld(out: string, name: string): string {
  const path = join(folder, out, name);
  mkdirSync(path, { recursive: true });
  for (const report of REPORTS) writeFileSync(join(path, report), 'of an earlier run');
  return path;
}

/** Runs JavaScript inside the process of the command line, once this file is there. */
const within = (file: string, script: string) => ({
  env: {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(`import { existsSync } from 'node:fs';
      const timer = process.argv[1]?.endsWith('main.js') ? setInterval(() => {
        if (!existsSync(${JSON.stringify(file)})) return;
        clearInterval(timer);
        ${script}
      }, 20) : null;`)}`,
  },
});

describe('no path ends the process with 1 but a verdict', () => {
  test.each(
    drawn(
      [
        ['an error that nobody catches', 'throw new Error("out of the blue")'],
        ['a rejection that nobody catches', 'Promise.reject(new Error("out of the blue"))'],
        ['a rejection without an error', 'Promise.reject("out of the blue")'],
        ['an event of an error that nobody hears', 'process.emit("error", new Error("out of the blue"))'],
      ],
      1,
    ),
  )('%s: exit code 4, the lock goes, no report of an earlier run stays', async (what, script) => {
    const out = what.replaceAll(' ', '-');
    const path = withOld(out, 'ends');
    rmSync(join(path, 'record.jsonl'), { force: true });
    const { code, err } = await cli(
      ['verify', mock, '--explore', '5000', '--out', out],
      within(`${out}/ends/record.jsonl`, script),
    );
    expect(code).toBe(4);
    expect(err).toContain('a fault of the suite');
    expect(err).toContain('out of the blue');
    // What was seen is kept.
    expect(readdirSync(path)).toEqual(['record.jsonl']);
  });

  test('waiting for what never comes', async () => {
    const script = join(folder, 'starve.mjs');
    writeFileSync(
      script,
      `import fs from 'node:fs/promises'; import { syncBuiltinESMExports } from 'node:module';
       const { readFile } = fs;
       fs.readFile = (path, ...rest) => String(path).endsWith('package.json') ? new Promise(() => {}) : readFile(path, ...rest);
       syncBuiltinESMExports();`,
    );
    const { code, err } = await cli(['checks'], { env: { NODE_OPTIONS: `--import ${script}` } });
    expect(code).toBe(4);
    expect(err).toContain('can no longer come');
  });

  test('a damaged installation', async () => {
    const broken = join(folder, 'damaged');
    mkdirSync(broken);
    writeFileSync(join(broken, 'package.json'), '{"type":"module"}');
    writeFileSync(join(broken, 'main.js'), readFileSync(MAIN));
    const { code, err } = await cli(['checks'], { main: join(broken, 'main.js') });
    expect(code).toBe(4);
    expect(err).toContain('a fault of the suite');
  });

  test.each([
    ['thrown', 'throw new Error(secret)'],
    ['rejected', 'Promise.reject(secret)'],
  ])('an error that nobody catches shows no secret of the deployment: %s', async (what, script) => {
    const token = /token: "?([^"\s}]+)/.exec(readFileSync(mock, 'utf8'))?.[1] ?? '';
    expect(token.length).toBeGreaterThan(11);
    const { code, err } = await cli(
      ['verify', mock, '--explore', '5000', '--out', `secret-${what}`],
      // Once the record is there, the deployment was read.
      within(`secret-${what}/ends/record.jsonl`, `const secret = 'sent ' + ${JSON.stringify(token)}; ${script}`),
    );
    expect(code).toBe(4);
    expect(err).toContain('sent [redacted]');
    expect(err).not.toContain(token);
  });

  test('nor a token that IAM issued meanwhile', async () => {
    const token = 'issued-meanwhile-0123456789abcdef';
    const server = createServer((req, res) => {
      req.resume();
      if (req.url?.includes('/v3/auth/tokens'))
        return void res
          .writeHead(201, { 'X-Subject-Token': token })
          .end('{"token":{"expires_at":"2099-01-01T00:00:00Z"}}');
      // The token is in use; no answer comes.
      if (req.headers['x-auth-token'] === token) writeFileSync(join(folder, 'token-in-use'), '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = join(folder, 'iam.json');
    const deployment = {
      name: 'iam',
      baseUrl: address,
      projectId: 'p',
      instanceId: 'i',
      auth: { iam: { url: address, user: 'u', password: 'of-the-user', domain: 'd' } },
      devices: [{ id: 20001 }],
    };
    writeFileSync(file, JSON.stringify(deployment));
    try {
      const { code, err } = await cli(
        ['verify', file, '--out', 'issued'],
        within('token-in-use', `throw new Error('sent ${token}')`),
      );
      expect(err).toContain('sent [redacted]');
      expect(err).not.toContain(token);
      expect(code).toBe(4);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  whenLong(test)('stdout that cannot be written to', () => {
    if (!existsSync('/dev/full')) {
      process.stdout.write('not run: there is no /dev/full on this machine\n');
      return;
    }
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', `"$0" "$1" verify "$2" --out full > /dev/full`, process.execPath, MAIN, mock],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(status).toBe(3);
    expect(stderr).toContain('stdout cannot be written (ENOSPC)');
    expect(readdirSync(join(folder, 'full/ends')).sort()).toEqual(['record.jsonl', 'runs', ...REPORTS].sort());
    // One that is done before the system tells it.
    const quick = spawnSync('sh', ['-c', `"$0" "$1" checks > /dev/full`, process.execPath, MAIN], { encoding: 'utf8' });
    expect({ code: quick.status, says: quick.stderr }).toMatchObject({
      code: 3,
      says: expect.stringContaining('stdout cannot be written (ENOSPC)'),
    });
  });

  test.each([
    ['a user with a broken escape', 'http://user:pa%ZZ@host', 'write %25 for it'],
    ['a kind that is not known', 'socks5://host:1080', 'socks5'],
    ['no address', '://', 'is no address'],
  ])('HTTPS_PROXY with %s: exit code 2, without its password', async (what, proxy, message) => {
    const out = `proxy-${what.replaceAll(' ', '-')}`;
    const path = withOld(out, 'far');
    const { code, err } = await cli(['verify', far, '--out', out], { env: { HTTPS_PROXY: proxy } });
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toMatch(/pa%ZZ|\n\s+at /);
    expect(readdirSync(path)).toEqual(['record.jsonl']);
  });

  whenLong(test)('HTTPS_PROXY that is not used is not looked at', async () => {
    const { code } = await cli(['verify', mock, '--only', 'uri/post', '--out', 'unused'], {
      env: { HTTPS_PROXY: 'http://user:pa%ZZ@host' },
    });
    expect(code).toBe(0);
  });
});

describe('an --out that leads elsewhere', () => {
  test.each(['/proc/self/x/y', '/proc/x', '/sys/x', '/dev/null/x', '/dev/fd/99/x'])(
    '%s: exit code 2 at once',
    async (out) => {
      const { code, err } = await cli(['verify', mock, '--out', out]);
      expect(code).toBe(2);
      expect(err).toMatch(/--out .* cannot be written to \(E[A-Z]+\)/);
    },
  );

  test('a link, a second name or a pipe where the record or a report is to be written is replaced, and not followed', async () => {
    const path = join(folder, 'linked/ends');
    mkdirSync(path, { recursive: true });
    const precious = join(folder, 'precious.txt');
    writeFileSync(precious, 'precious');
    for (const name of ['record.jsonl', 'report.json', 'report.md']) symlinkSync(precious, join(path, name));
    linkSync(precious, join(path, 'report.html'));
    expect(spawnSync('mkfifo', [join(path, 'junit.xml')]).status).toBe(0);
    const { code } = await cli(['verify', mock, '--only', 'uri/post', '--out', 'linked']);
    expect(code).toBe(0);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name !== 'runs');
    for (const name of names) expect([name, lstatSync(join(path, name)).isFile()]).toEqual([name, true]);
    const again = await cli(['report', 'linked/ends/record.jsonl', '--out', 'linked']);
    expect(again.code).toBe(0);
    expect(readFileSync(precious, 'utf8')).toBe('precious');
  });

  whenLong(test)('a link in place of the folder of a deployment is refused; --out itself may be one', async () => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'baited'));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'baited/ends'));
    const { code, err } = await cli(['verify', mock, '--only', 'uri/post', '--out', 'baited']);
    expect(code).toBe(2);
    expect(err).toContain('is a link to elsewhere');
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'chosen'));
    expect((await cli(['verify', mock, '--only', 'uri/post', '--out', 'chosen'])).code).toBe(0);
    expect(existsSync(join(folder, 'elsewhere/ends/report.json'))).toBe(true);
  });

  whenLong(test)('a pipe in place of the lock ends at once', async () => {
    mkdirSync(join(folder, 'piped/ends'), { recursive: true });
    expect(spawnSync('mkfifo', [join(folder, 'piped/ends/run.lock')]).status).toBe(0);
    expect((await cli(['verify', mock, '--only', 'uri/post', '--out', 'piped'])).code).toBe(0);
  });

  test('gate: a link is replaced, and what an earlier comparison wrote goes', async () => {
    mkdirSync(join(folder, 'gated'));
    writeFileSync(join(folder, 'precious2.txt'), 'precious');
    symlinkSync(join(folder, 'precious2.txt'), join(folder, 'gated/gate.json'));
    writeFileSync(join(folder, 'gated/gate.md'), 'of an earlier comparison');
    const args = ['gate', '--base', '2025-03-26', '--out', 'gated', '--format', 'text,json'];
    expect((await cli([...args, '--head', '2025-03-26'])).code).toBe(0);
    expect(readFileSync(join(folder, 'precious2.txt'), 'utf8')).toBe('precious');
    expect(readdirSync(join(folder, 'gated'))).toEqual(['gate.json']);
    expect((await cli([...args, '--head', 'missing.yaml'])).code).toBe(2);
    expect(readdirSync(join(folder, 'gated'))).toEqual([]);
  });
});
