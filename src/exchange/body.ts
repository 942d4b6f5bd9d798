import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Message } from '../base/message.ts';
import { message } from '../messages/messages.ts';
import type { Failure } from './exchange.ts';
import { failed } from './failure.ts';

/** A body as far as it was read, decoded. */
export interface Body {
  chunks: Buffer[];
  /** Decoded length. */
  bytes: number;
  /** It went on after the limit. */
  isOverlong: boolean;
}

/** Why there is no whole body. */
export class BodyError extends Error {
  readonly failure: Failure;
  constructor(code: 'TRUNCATED' | 'DECODING', said: Message) {
    const failure = failed(code, said);
    super(failure.message);
    this.failure = failure;
  }
}

type Decoder = ReturnType<typeof createGunzip>;

/**
 * Reads a body and undoes its Content-Encoding. Stops as soon as `limit` bytes were passed, decoded or on the wire, and
 * destroys the connection then; so neither an endless body nor a compressed bomb needs more memory than that. Rejects
 * with a BodyError where the body breaks off or cannot be decoded.
 */
export function readBody(res: IncomingMessage, encoding: string, limit: number): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let received = 0;
    let decoder: Decoder | null = null;
    let settled = false;

    const finish = (isOverlong: boolean) => {
      if (settled) return;
      settled = true;
      if (isOverlong) stop();
      resolve({ chunks, bytes, isOverlong });
    };
    const fail = (code: 'TRUNCATED' | 'DECODING', said: Message) => {
      if (settled) return;
      settled = true;
      stop();
      reject(new BodyError(code, said));
    };
    const stop = () => {
      decoder?.destroy();
      res.destroy();
    };
    const keep = (chunk: Buffer) => {
      if (settled) return;
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > limit) finish(true);
    };

    res.on('data', (chunk: Buffer) => {
      if (settled) return;
      received += chunk.length;
      // Opened at the first byte, for a body that is announced as compressed may be empty.
      decoder ??= received === chunk.length ? openDecoder(encoding, chunk) : null;
      if (!decoder) {
        if (encoding !== '' && encoding !== 'identity')
          return fail('DECODING', message('failure.encoding', { encoding: encoding.slice(0, 40) }));
        return keep(chunk);
      }
      if (received === chunk.length) {
        decoder.on('data', keep);
        decoder.on('end', () => finish(false));
        decoder.on('error', (error) =>
          fail('DECODING', message('failure.not-decoded', { encoding, error: error.message })),
        );
      }
      if (received > limit) return finish(true);
      if (!decoder.write(chunk)) {
        res.pause();
        decoder.once('drain', () => res.resume());
      }
    });
    res.on('end', () => {
      if (decoder) decoder.end();
      else finish(false);
    });
    res.on('error', () => fail('TRUNCATED', brokeOff(received, res)));
    res.on('close', () => {
      // After 'end' a decoder may still be at work.
      if (!res.complete) fail('TRUNCATED', brokeOff(received, res));
    });
  });
}

function openDecoder(encoding: string, first: Buffer): Decoder | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      // Some servers leave out the zlib header, whose first byte always ends in 8.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress() as Decoder;
    default:
      return null;
  }
}

const brokeOff = (received: number, { headers }: IncomingMessage) => {
  const announced = headers['content-length'];
  return announced === undefined
    ? message('failure.broke-off', { bytes: received })
    : message('failure.broke-off-of', { bytes: received, announced });
};
