/** A deployment file that names another instance, address or token: nobody is accused, and the file is pointed to. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { drawn } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

let good = '';
beforeAll(async () => {
  good = await startMock([], 'good');
});
afterAll(cleanUp);

const wrong: readonly [what: string, from: RegExp, to: string, says: RegExp][] = [
  ['instance', /^instanceId: .*$/m, 'instanceId: 00000000-0000-4000-8000-000000000000', /check .*instanceId/i],
  ['project', /^projectId: .*$/m, 'projectId: 397cd10b30544c588b2f4a56d8385600', /check .*projectId/i],
  ['address', /^baseUrl: (.*)$/m, 'baseUrl: $1/v2', /check baseUrl/i],
  ['token', /^ {2}token: .*$/m, '  token: of-another-project-or-day', /fetch a new token/i],
];

describe.each(drawn(wrong, 1))('another %s', (what, from, to, says) => {
  const file = () => {
    const path = join(folder, `another-${what}.yaml`);
    writeFileSync(
      path,
      readFileSync(good, 'utf8')
        .replace(from, to)
        .replace(/^name: .*$/m, `name: another-${what}`),
    );
    return path;
  };

  test.each(['verify', 'contracts verify'])('%s: inconclusive, and soon over', async (command) => {
    const { code, out } = await cli([...command.split(' '), file(), '--out', join(folder, what)]);
    const text = out.replace(/\s+/g, ' ');
    expect(code).toBe(3);
    expect(text).toMatch(says);
    expect(text).toMatch(/\b[1-3] requests?,/);
    expect(text).not.toContain('FAILED');
  });
});

describe('a port that speaks TLS, with http://', () => {
  /** What servers answer there, in their own words. */
  const words = {
    nginx: '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>',
    go: 'Client sent an HTTP request to an HTTPS server.\n',
    apache: "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
  };

  test.each(drawn(Object.entries(words), 1))('as %s says it: inconclusive after one request', async (name, body) => {
    const server = createServer((incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(400, { 'content-type': 'text/html', connection: 'close' }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const file = join(folder, `${name}.yaml`);
      const text = readFileSync(good, 'utf8').replace(/^name: .*$/m, `name: ${name}`);
      writeFileSync(file, text.replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`));
      const { code, out } = await cli(['verify', file, '--out', join(folder, name)]);
      expect([code, out]).toEqual([3, expect.stringContaining('speaks TLS on that port')]);
      expect(out).toContain('Write https:// in baseUrl.');
      expect(out).not.toContain('FAILED');
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

test('a device that nobody saw, and that is listed in failed: not shown as taken offline', async () => {
  const file = join(folder, 'ghost.yaml');
  writeFileSync(
    file,
    readFileSync(good, 'utf8')
      .replace(/^name: .*$/m, 'name: ghost')
      .replace(/^mqtt:\n(?: .*\n)+/m, '')
      .replace(/^devices:\n(?: .*\n)+/m, 'devices: [29999]\n'),
  );
  const { code } = await cli(['verify', file, '--out', join(folder, 'ghost')]);
  const report = JSON.parse(readFileSync(join(folder, 'ghost', 'ghost', 'report.json'), 'utf8')) as {
    checks: { id: string; outcome: string }[];
  };
  expect(code).toBe(3);
  expect(report.checks.find(({ id }) => id === 'uri/post')?.outcome).toBe('not-testable');
});

describe('a website in place of the operation', () => {
  const page = '<!doctype html>\n<html><head><title>Sign in</title></head><body>...</body></html>';
  const sites: Record<string, [status: number, headers: Record<string, string>, body: string]> = {
    'the application of a browser': [200, { 'content-type': 'text/html' }, page],
    'a page behind a comment': [200, { 'content-type': 'text/html' }, `<!-- build 7 -->\n${page.toUpperCase()}`],
    'a redirect to a login': [302, { location: '/login' }, ''],
    'a redirect that keeps the method': [308, { location: 'https://portal.example.com/' }, ''],
  };

  test.each(drawn(Object.entries(sites), 1))(
    '%s: inconclusive, and soon over',
    async (name, [status, headers, body]) => {
      const server = createServer((incoming, outgoing) => {
        incoming.resume();
        outgoing.writeHead(status, headers).end(body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      try {
        const site = `website-${status}-${name.length}`;
        const file = join(folder, `${site}.yaml`);
        writeFileSync(
          file,
          readFileSync(good, 'utf8')
            .replace(/^baseUrl: .*$/m, `baseUrl: http://127.0.0.1:${port}`)
            .replace(/^name: .*$/m, `name: ${site}`),
        );
        for (const command of ['verify', 'contracts verify']) {
          const { code, out } = await cli([...command.split(' '), file, '--out', join(folder, site)]);
          const text = out.replace(/\s+/g, ' ');
          expect({ command, code }).toEqual({ command, code: 3 });
          expect(text).toContain('the address answers with a web page or a redirect, and not with the operation');
          expect(text).toMatch(/Check baseUrl/);
          expect(text).toMatch(/\b[1-5] requests?,/);
          expect(text).not.toContain('FAILED');
        }
      } finally {
        server.close();
      }
    },
  );
});
