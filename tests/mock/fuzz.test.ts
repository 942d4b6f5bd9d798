/**
 * Raw answers that fast-check draws: valid ones, mutated in status, headers, framing, compression and body. Whatever comes,
 * the run ends in time, every report is well-formed, and the token is nowhere. FUZZ_RUNS sets the number of rounds
 * (`npm run fuzz`: 10,000).
 */

import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { openOwnTime } from '../../src/base/own-time.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { assemble } from '../../src/report/assemble.ts';
import { formats } from '../../src/report/formats.ts';
import { renderText } from '../../src/report/text.ts';
import { run } from '../../src/run/run.ts';
import { judge } from '../../src/verdict/outcome.ts';
import { verdictOf } from '../../src/verdict/verdict.ts';
import '../seeded.ts';
import { runsOf } from '../tier.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? runsOf(120));
const TOKEN = 'fuzz-token/with+signs=0123456789abcdefghij';
const MOST_MS = 4000;

let server: Server;
let answer: Buffer = Buffer.alloc(0);
let isClosed = true;
const sockets = new Set<Socket>();
beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', () => {
      if (isClosed) socket.end(answer);
      else socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

const bodies = fc.constantFrom(
  '{"success":[{"id":20001,"device_name":"a","device_id":20001}],"failed":[]}',
  '{"success":[],"failed":[{"id":20001}]}',
  '{"error_code":"ROMA.00110006","error_msg":"not there","request_id":"r-1"}',
  '{"error":{"code":401,"message":"x"}}',
  '[]',
  'null',
  '',
  '<html><body>502</body></html>',
  `{"success":[{"id":1e400,"device_name":"${TOKEN}","device_id":-0}],"failed":null}`,
);
const bit = fc.oneof(
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      '\u0000',
      '\ufeff',
      '\u202e',
      '\u001b[31m',
      '<script>',
      '\n::error::x\n',
      '"',
      '\\ud800',
      '[[[[',
      '9'.repeat(400),
      TOKEN,
    )
    .map((text) => Buffer.from(text)),
);
/** Cuts, doubles, replaces or fills in at some places. */
const mutated = (bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      bytes,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 20 }), fc.constantFrom('cut', 'double', 'replace', 'fill'), bit), {
        maxLength: 3,
      }),
    )
    .map(([start, edits]) =>
      edits.reduce((text, [at, length, how, more]) => {
        const from = text.length === 0 ? 0 : at % text.length;
        const [before, part, after] = [
          text.subarray(0, from),
          text.subarray(from, from + length),
          text.subarray(from + length),
        ];
        const between = how === 'cut' ? [] : how === 'double' ? [part, part] : how === 'fill' ? [part, more] : [more];
        return Buffer.concat([before, ...between, after]);
      }, start),
    );
const headers = fc.array(
  fc.oneof(
    fc.constantFrom(
      'Content-Type: application/json',
      'content-type: text/html; charset=utf-16',
      'Content-Encoding: gzip, gzip',
      'Retry-After: 0',
      'Location: http://elsewhere.example/',
      'Set-Cookie: a=b',
      `X-Echo: ${TOKEN}`,
      'Connection: close',
      'Connection: Upgrade\r\nUpgrade: websocket',
      'Trailer: X',
      ' folded: yes',
      'No colon',
      'X-Nul: a\u0000b',
    ),
    fc.tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 30 })).map(([name, value]) => `${name}: ${value}`),
  ),
  { maxLength: 4 },
);
const answers = fc
  .record({
    status: fc.oneof(
      fc.constantFrom(
        '200 OK',
        '400 Bad',
        '404 No',
        '500 Oops',
        '204 None',
        '301 Moved',
        '100 Continue',
        '999 X',
        '429 Slow',
        '20 Short',
        'abc',
        '-1',
      ),
      fc.integer({ min: 200, max: 599 }).map((status) => `${status} X`),
    ),
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'http/1.1', ''),
    headers,
    body: mutated(bodies.map((text) => Buffer.from(text))),
    coding: fc.constantFrom('none', 'none', 'none', 'gzip', 'deflate', 'lie', 'br-lie'),
    framing: fc.constantFrom('length', 'length', 'length', 'short', 'long', 'chunked', 'bad chunks', 'both', 'none'),
  })
  .map(({ status, version, headers: more, body, coding, framing }) => {
    const coded = coding === 'gzip' ? gzipSync(body) : coding === 'deflate' ? deflateSync(body) : body;
    const names: Record<string, string> = { gzip: 'gzip', deflate: 'deflate', lie: 'gzip', 'br-lie': 'br' };
    const chunk = (size: number) =>
      Buffer.concat([Buffer.from(`${size.toString(16)}\r\n`), coded, Buffer.from('\r\n0\r\n\r\n')]);
    const lengths: Record<string, number> = {
      length: coded.length,
      both: coded.length,
      short: coded.length >> 1,
      long: coded.length + 9,
    };
    const lines = [
      `${version} ${status}`,
      ...more,
      ...(names[coding] ? [`Content-Encoding: ${names[coding]}`] : []),
      ...(lengths[framing] === undefined ? [] : [`Content-Length: ${lengths[framing]}`]),
      ...(/chunk|both/.test(framing) ? ['Transfer-Encoding: chunked'] : []),
    ];
    const sent =
      framing === 'chunked' || framing === 'both'
        ? chunk(coded.length)
        : framing === 'bad chunks'
          ? chunk(coded.length + 7)
          : coded;
    return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), sent]);
  });

const isReport = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')),
);
const checks = catalogue.filter(({ id, kind }) => id === 'uri/post' || kind === 'invariant');

test(`${RUNS} drawn answers`, async () => {
  const { port } = server.address() as { port: number };
  const deployment = parseDeployment(
    JSON.stringify({
      name: 'fuzz',
      baseUrl: `http://127.0.0.1:${port}`,
      projectId: 'p',
      instanceId: 'i',
      auth: { token: TOKEN },
      devices: [{ id: 20001 }],
      limits: { timeoutMs: 150, totalMs: 2000, maxBodyBytes: 65_536, effectWithinMs: 100, effectLatestMs: 200 },
    }),
    'fuzz',
    {},
    '.',
  );
  const edition = loadEdition(deployment.edition);
  await fc.assert(
    fc.asyncProperty(mutated(answers), fc.boolean(), async (bytes, closed) => {
      [answer, isClosed] = [bytes, closed];
      const { now, close } = openOwnTime();
      const record = await run({ deployment, edition, checks, now, signal: new AbortController().signal });
      const results = judge(record, checks);
      const report = assemble(record, results, verdictOf(results, false), {
        deployment,
        suite: { version: '0', score: null },
        run: { seed: null, partial: true, strict: false },
        startedAt: new Date(0),
        durationMs: now(),
        curlBaseUrl: deployment.baseUrl,
      });
      const written = Object.values(formats).map(({ render }) => render(report, edition.clauses));
      const text = renderText(report, { colour: false, width: 100 });
      expect(now()).toBeLessThan(MOST_MS);
      close();
      expect({
        valid: isReport(JSON.parse(formats.json.render(report, edition.clauses))),
        errors: isReport.errors,
      }).toEqual({ valid: true, errors: null });
      for (const shown of [...written, text, JSON.stringify(record.exchanges)]) {
        for (let at = 0; at + 12 <= TOKEN.length; at++) expect(shown.includes(TOKEN.slice(at, at + 12))).toBe(false);
        expect(/ {4}at .*\.(ts|js):\d/.test(shown)).toBe(false);
      }
      for (const character of ['\u001b', '\u202e']) expect(text.includes(character)).toBe(false);
      const parser = new SaxesParser();
      parser.on('error', (error) => {
        throw error;
      });
      parser.write(formats.junit.render(report, edition.clauses)).close();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 1_800_000);
