import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Call, Fault, NamedOverride, Reply } from '../behaviour.ts';
import { INVALID_BODY } from '../operation.ts';
import { madeBy, variantsOf } from '../overrides.ts';

const variant = variantsOf('answers');

/** Changes every answer on its way out. */
const finishing = madeBy(variant, (change: (reply: Reply, call: Call) => Reply) => (base) => ({
  finish: async (reply, call) => change(await base.finish(reply, call), call),
}));

/** Compresses for clients that take it. */
const compressed = (coding: string, compress: (body: Buffer) => Buffer): NamedOverride =>
  finishing(`answers-in-${coding}`, `Answers are compressed with ${coding} for clients that take it.`, (reply, call) =>
    String(call.headers['accept-encoding'] ?? '').includes(coding) && reply.body.length > 0
      ? {
          ...reply,
          headers: { ...reply.headers, 'content-encoding': coding, vary: 'accept-encoding' },
          body: compress(Buffer.from(reply.body)),
        }
      : reply,
  );

const entries = madeBy(
  variant,
  (write: (id: bigint, list: 'success' | 'failed', entry: Record<string, unknown>) => string) => (base) => ({
    writeEntry: (id, list, call) => write(id, list, JSON.parse(base.writeEntry(id, list, call))),
  }),
);

/** Changes what error bodies are written of. */
const faulty = madeBy(variant, (change: (fault: Fault) => Fault) => (base) => ({
  writeError: (fault, call) => base.writeError(change(fault), call),
}));

/** An entry with its ids as digits, whatever their size. */
const entry = (id: bigint, name: unknown, more = '') =>
  `{"id":${id},"device_name":${JSON.stringify(name)},"device_id":${id}${more}}`;

const withHeaders = (more: Record<string, string>) => (reply: Reply) => ({
  ...reply,
  headers: { ...reply.headers, ...more },
});

/** Names devices so, in answers and in the query API. */
const named = madeBy(variant, (nameOf: (id: bigint) => string) => (base) => ({
  writeEntry: (id) => entry(id, nameOf(id)),
  query: (call) => {
    const reply = base.query?.(call) ?? { status: 404, headers: {}, body: '' };
    const body = String(reply.body).replace(
      /("id":(\d+),"device_id":\d+,"device_name":)"[^"]*"/g,
      (_, before: string, id: string) => before + JSON.stringify(nameOf(BigInt(id))),
    );
    return { ...reply, body };
  },
}));

export const answers: readonly NamedOverride[] = [
  compressed('gzip', gzipSync),
  compressed('deflate', deflateSync),
  compressed('br', brotliCompressSync),
  finishing('answers-in-chunks', 'Answers come in chunks, without a length.', (reply) => ({ ...reply, chunked: true })),
  finishing('connection-closed', 'The connection is closed after every answer.', withHeaders({ connection: 'close' })),
  finishing('charset-declared', 'The content type has a charset, in capitals.', (reply) => ({
    ...reply,
    headers: { ...reply.headers, 'content-type': 'application/json;charset=UTF-8' },
  })),
  finishing(
    'many-headers',
    'Answers have cookies, cache directives and tracing headers.',
    withHeaders({
      'set-cookie': 'route=7f0a; Path=/; HttpOnly',
      'cache-control': 'no-store',
      'x-request-id': '7d1e',
      server: 'api-gateway',
      'strict-transport-security': 'max-age=31536000',
    }),
  ),
  finishing('pretty-printed', 'Bodies are indented and end with a line break.', (reply) => ({
    ...reply,
    body: String(reply.body)
      .replace(/([{[,])(?=["{[])/g, '$1\n  ')
      .concat('\n'),
  })),
  finishing('escaped-names', 'Members and texts are written with unicode escapes.', (reply) => ({
    ...reply,
    body: String(reply.body)
      .replaceAll('"success"', '"\\u0073uccess"')
      .replaceAll('"device_name"', '"device\\u005fname"')
      .replaceAll('"error_code"', '"error\\u005fcode"'),
  })),
  entries('further-members', 'Devices have further members.', (id, _list, { device_name }) =>
    entry(id, device_name, `,"node_id":"D${id}","status":0,"tags":[],"app":{"id":7}`),
  ),
  variant('further-members-on-top', 'The answer counts its entries, and errors carry details.', (base) => ({
    writeLists: (outcome, call) =>
      base.writeLists(outcome, call).replace(/\}$/, `,"total":${outcome.success.length + outcome.failed.length}}`),
    writeError: (fault, call) => base.writeError(fault, call).replace(/\}$/, ',"details":[],"encoded_message":null}'),
  })),
  named(
    'names-of-many-scripts',
    'Device names have Chinese characters, emoji and quotes.',
    (id) => `网关-${id} "☃️" \\ </script>`,
  ),
  named('names-of-500-characters', 'Device names are 500 characters long.', () => 'n'.repeat(500)),
  entries('failed-has-only-the-id', 'Devices in failed have nothing but their id.', (id, list, { device_name }) =>
    list === 'failed' ? `{"id":${id}}` : entry(id, device_name),
  ),
  entries(
    'ids-with-point-zero',
    'Ids are written with .0, the same whole numbers.',
    (id, _list, { device_name }) => `{"id":${id}.0,"device_name":${JSON.stringify(device_name)},"device_id":${id}.0}`,
  ),
  variant('empty-list-left-out', 'A list without entries is left out.', (base) => ({
    writeLists: (outcome, call) =>
      base
        .writeLists(outcome, call)
        .replace(/"(success|failed)":\[\],?/g, '')
        .replace(/,\}$/, '}'),
  })),
  faulty(
    'parser-message-told',
    'The message of a 400 goes on with what the parser said, as in later ServiceComb releases.',
    (fault) =>
      fault === INVALID_BODY
        ? { ...fault, message: `${fault.message} Message is [Cannot deserialize value of type java.lang.Long].` }
        : fault,
  ),
  faulty('rml-codes', 'A bad body is answered with a code of the RML family.', (fault) =>
    fault.status === 400 ? { ...fault, code: 'RML.0002' } : fault,
  ),
  faulty('long-messages', 'Error messages have 2,000 characters.', (fault) => ({
    ...fault,
    message: `${fault.message} ${'x'.repeat(2000)}`,
  })),
];
