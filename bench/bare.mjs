// Sends the requests of a record again through node:http alone, eight at a time, and does nothing with the answers: the least
// that these bytes can cost. `node bench/bare.mjs RECORD TOKEN`. Started by bench/verify.mjs.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [record, token] = process.argv.slice(2);
const exchanges = readFileSync(record, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ type }) => type === 'exchange');
const agent = new Agent({ keepAlive: true });

function send({ url, request: { method, body, credential }, requestHeaders }) {
  const headers = { ...requestHeaders, ...(credential === 'valid' && { 'X-Auth-Token': token }) };
  if (body !== null) headers['Content-Length'] = String(Buffer.byteLength(body));
  return new Promise((resolve) => {
    const req = request(url, { method, headers, agent }, (res) => {
      res.on('end', resolve).on('error', resolve).resume();
    });
    req.on('error', resolve);
    req.end(body ?? undefined);
  });
}

const waiting = exchanges.values();
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const exchange of waiting) await send(exchange);
  }),
);
agent.destroy();
