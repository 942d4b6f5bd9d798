/** Servers that do what no server should, on real sockets. */
import { createServer, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

/** What the deployment file of these tests holds as its token. */
export const TOKEN = 'MIIG-hostile/token+of=this.test~0123456789abcdef';

export interface Hostile {
  name: string;
  /** What a user reads, for docs/hostile.md; a part of it is in the report. */
  sees: string;
  /** Answers a request that arrived whole. */
  answer: (socket: Socket, request: string) => void;
  /** Limits other than the short ones of these tests. */
  limits?: Record<string, number>;
}

const http = (body: string | Buffer, headers: Record<string, string> = {}, status = '200 OK'): Buffer => {
  const bytes = Buffer.from(body);
  const all = { 'Content-Type': 'application/json', 'Content-Length': String(bytes.length), ...headers };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${head.join('')}\r\n`), bytes]);
};
const says =
  (body: string | Buffer, headers: Record<string, string> = {}, status = '200 OK') =>
  (socket: Socket) =>
    void socket.write(http(body, headers, status));

/** Writes until the other side has enough. */
const endlessly = (socket: Socket, chunk: Buffer | string) => {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
};
/** One byte after the other, for ever. */
const dripping = (socket: Socket, text: string, tail: string) => {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    socket.write(text[at] ?? tail);
    at++;
  }, 5);
  socket.on('close', () => clearInterval(timer));
};

const lists = (text: string) => `{"success":[{"id":20001,"device_name":${text},"device_id":20001}],"failed":[]}`;
const errorBody = (text: string) =>
  `{"error_code":${JSON.stringify(text)},"error_msg":${JSON.stringify(text)},"request_id":${JSON.stringify(text)}}`;
const CHUNKED = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
const half = (text: string) => [text.slice(0, text.length / 2), text.slice(text.length / 2)] as const;
const redirect = (status: string, location: string) => says('{}', { Location: location }, status);

/** Every string at once. */
export const NASTY = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '| a | `b` [c](javascript:alert(1)) @team #1 ![x](http://x.example/p.png)',
  '\n::error file=a::b\n##[group]x\n##vso[task.setvariable]x\n##teamcity[x]',
  '\u001b[31m\u001b]0;title\u0007\u009b2J',
  '\u202e\u2066\u200b\ufeff',
  ']]> --> </style> {{7*7}} %s %n',
].join(' ');

export const hostile: readonly Hostile[] = [
  { name: 'silence', sees: 'no complete answer within', answer: () => {} },
  {
    name: 'one byte of the headers at a time, for ever',
    sees: 'no complete answer within',
    answer: (s) => dripping(s, 'HTTP/1.1 200 OK\r\nX: ', 'x'),
  },
  {
    name: 'one byte of the body at a time, for ever',
    sees: 'no complete answer within',
    answer: (s) => dripping(s, `${CHUNKED}`, '1\r\n \r\n'),
  },
  {
    name: 'an endless body',
    sees: 'truncated',
    limits: { timeoutMs: 3000 },
    answer: (s) => {
      s.write(CHUNKED);
      endlessly(s, `4000\r\n${' '.repeat(0x4000)}\r\n`);
    },
  },
  {
    name: 'endless headers',
    sees: 'no HTTP',
    answer: (s) => {
      s.write('HTTP/1.1 200 OK\r\n');
      endlessly(s, `X-More: ${'x'.repeat(1000)}\r\n`);
    },
  },
  {
    name: 'endless 1xx',
    sees: 'no complete answer within',
    answer: (s) => endlessly(s, 'HTTP/1.1 100 Continue\r\n\r\n'),
  },
  {
    name: 'endless 103',
    sees: 'no complete answer within',
    answer: (s) => endlessly(s, `HTTP/1.1 103 Early Hints\r\nLink: <${'x'.repeat(1000)}>\r\n\r\n`),
  },
  {
    name: 'a switch to another protocol',
    sees: 'no answer',
    answer: (s) => void s.write('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  },
  {
    name: 'a thousand headers',
    sees: 'success',
    answer: says(
      '{"success":[{}],"failed":[]}',
      Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`X-${i}`, 'v'])),
    ),
  },
  {
    name: 'endless trailers',
    sees: 'broke off',
    answer: (s) => {
      s.write(`${CHUNKED}2\r\n{}\r\n0\r\n`);
      endlessly(s, `X-More: ${'x'.repeat(1000)}\r\n`);
    },
  },
  { name: 'a body without any head', sees: 'no HTTP', answer: (s) => void s.end(lists('"x"')) },
  {
    name: 'two compressions, one inside the other',
    sees: 'gzip, gzip',
    answer: says(gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))), { 'Content-Encoding': 'gzip, gzip' }),
  },
  {
    name: '1 GB announced',
    sees: 'no complete answer within',
    answer: (s) =>
      void s.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n{"success":[`,
      ),
  },
  {
    name: 'a gzip bomb',
    sees: 'truncated',
    limits: { timeoutMs: 3000 },
    answer: says(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'Content-Encoding': 'gzip' }),
  },
  {
    name: 'a deflate bomb',
    sees: 'truncated',
    limits: { timeoutMs: 3000 },
    answer: says(deflateSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'Content-Encoding': 'deflate' }),
  },
  {
    name: 'a brotli bomb',
    sees: 'truncated',
    limits: { timeoutMs: 3000 },
    answer: says(brotliCompressSync(Buffer.alloc(64 * 1024 * 1024, 0x20)), { 'Content-Encoding': 'br' }),
  },
  {
    name: 'broken compression',
    sees: 'is no whole gzip data',
    answer: says('this is no gzip', { 'Content-Encoding': 'gzip' }),
  },
  {
    name: 'compression that is cut off',
    sees: 'is no whole gzip data',
    answer: says(gzipSync(lists('"x"')).subarray(0, 20), { 'Content-Encoding': 'gzip' }),
  },
  {
    name: 'a length that is too long',
    sees: 'broke off',
    answer: (s) => void s.end(http(lists('"x"'), { 'Content-Length': '5000' })),
  },
  { name: 'a length that is too short', sees: 'JSON', answer: says(lists('"x"'), { 'Content-Length': '20' }) },
  { name: 'a length that is none', sees: 'no HTTP', answer: says('{}', { 'Content-Length': 'abc' }) },
  {
    name: 'two answers for one request',
    sees: 'id',
    answer: (s) => void s.write(Buffer.concat([http(lists('"first"')), http(lists('"second"'))])),
  },
  {
    name: 'a reset before the answer',
    sees: 'closed the connection without an answer',
    answer: (s) => s.resetAndDestroy(),
  },
  {
    name: 'a reset in the body',
    sees: 'broke off',
    answer: (s) => void s.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"succ', () => s.resetAndDestroy()),
  },
  {
    name: 'a reset after the body',
    sees: 'success',
    answer: (s) => void s.write(http(lists('"x"')), () => s.resetAndDestroy()),
  },
  { name: 'not HTTP at all', sees: 'no HTTP', answer: (s) => void s.write('SSH-2.0-OpenSSH_9.6\r\n') },
  { name: 'JSON 200,000 levels deep', sees: 'deep', answer: says('['.repeat(200_000) + ']'.repeat(200_000)) },
  {
    name: 'JSON with a million entries',
    sees: 'the answer holds more than 100000 values and was not read to its end',
    answer: says(`{"success":[${'{},'.repeat(1_390_000)}{}],"failed":[]}`),
    limits: { totalMs: 6000, maxBodyBytes: 4_194_304 },
  },
  {
    name: 'JSON with as many entries as are read',
    sees: 'the answers before this one were so many or so long',
    answer: says(`{"success":[${'1,'.repeat(99_000)}1],"failed":[]}`),
    limits: { totalMs: 6000 },
  },
  {
    name: '__proto__',
    sees: 'success',
    answer: says('{"__proto__":{"success":[],"failed":[]},"constructor":{"prototype":{"x":1}}}'),
  },
  {
    name: 'duplicate keys',
    sees: 'success',
    answer: says('{"success":[],"success":[{"id":1}],"failed":[],"failed":null}'),
  },
  { name: 'lone surrogates', sees: 'device_name', answer: says(lists('"\\ud800 \\udc00 \\ud800"')) },
  { name: 'NUL', sees: 'JSON', answer: says(Buffer.from('{"success":[\u0000],"failed":[]}')) },
  { name: 'a byte order mark', sees: 'success', answer: says(`\ufeff${lists('"x"')}`) },
  {
    name: 'invalid UTF-8',
    sees: 'success',
    answer: says(
      Buffer.concat([
        Buffer.from('{"success":["'),
        Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80]),
        Buffer.from('"],"failed":[]}'),
      ]),
    ),
  },
  {
    name: 'numbers of 10,000 digits',
    sees: 'success',
    answer: says(`{"success":[{"id":${'9'.repeat(10_000)},"device_name":"x","device_id":1e999999999}],"failed":[]}`),
  },
  {
    name: 'markup, Markdown, CI commands, escapes and marks of direction in every string of a success',
    sees: 'success',
    answer: says(lists(JSON.stringify(NASTY)), { 'X-Nasty': NASTY.replace(/[^\x20-\x7e]/g, '') }),
  },
  {
    name: 'the same in every string of an error',
    sees: 'error_code',
    answer: says(errorBody(NASTY), {}, '400 Bad Request'),
  },
  {
    name: 'the token echoed plain',
    sees: 'repeats',
    answer: says(lists(JSON.stringify(`x${TOKEN}y`)), { 'X-Echo': TOKEN }),
  },
  {
    name: 'the token echoed in base64',
    sees: 'repeats',
    answer: says(lists(JSON.stringify(Buffer.from(TOKEN).toString('base64')))),
  },
  {
    name: 'the token echoed URL-encoded',
    sees: 'repeats',
    answer: says(lists(JSON.stringify(encodeURIComponent(TOKEN)))),
  },
  {
    name: 'the token split over two fields',
    sees: 'repeats',
    answer: says(
      `{"success":[{"id":20001,"device_name":${JSON.stringify(half(TOKEN)[0])},"device_id":20001,"more":${JSON.stringify(half(TOKEN)[1])}}],"failed":[]}`,
    ),
  },
  ...['301 Moved', '302 Found', '303 See Other', '307 Temporary', '308 Permanent'].map((status) => ({
    name: `a redirect ${status.slice(0, 3)} to another host`,
    sees: status.slice(0, 3),
    answer: redirect(status, 'http://elsewhere.example/'),
  })),
  {
    name: 'a redirect to itself',
    sees: '307',
    answer: (s, request) => redirect('307 Temporary', request.split(' ')[1] ?? '/')(s),
  },
  { name: '429 for ever', sees: '429', limits: { totalMs: 8000 }, answer: says('{}', {}, '429 Too Many Requests') },
  { name: '503 for ever', sees: '503', limits: { totalMs: 8000 }, answer: says('{}', {}, '503 Service Unavailable') },
  {
    name: 'Retry-After in a hundred years',
    sees: '503',
    limits: { totalMs: 8000 },
    answer: says('{}', { 'Retry-After': '3153600000' }, '503 Service Unavailable'),
  },
  {
    name: 'Retry-After that is none',
    sees: '429',
    limits: { totalMs: 8000 },
    answer: says('{}', { 'Retry-After': '-1e999 NaN' }, '429 Too Many Requests'),
  },
  { name: 'a status that there is not', sees: '999', answer: says('{}', {}, '999 Whatever') },
];

/** Starts a server that does this with every request. Ended by `close`. */
export async function serve(answer: Hostile['answer']): Promise<{ port: number; close: () => void }> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
        if (text.length < end + 4 + length) return;
        const request = text.slice(0, end + 4 + length);
        text = text.slice(end + 4 + length);
        answer(socket, request);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
