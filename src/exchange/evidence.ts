import { createHash } from 'node:crypto';
import type { Answer } from './exchange.ts';
import type { Redactor } from './redact.ts';
import type { Received } from './transport.ts';

/** Of an over-long body so much is kept. */
const BEGINNING = 64 * 1024;
/**
 * Once so much is kept in all, longer bodies than the next are kept as beginnings of that length. A run holds several copies
 * of it while it writes its reports, and has 300 MB for all.
 */
const MOST_IN_ALL = 16 * 1024 * 1024;
const SPARING = 4 * 1024;

/** Makes answers fit to be kept: bounded, decoded, without secrets. */
export function openEvidence(): (received: Received, redact: Redactor, credentials: Redactor) => Answer {
  let kept = 0;
  return ({ status, headers, chunks, bytes, isOverlong }, redact, credentials) => {
    const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const most = kept > MOST_IN_ALL ? SPARING : isOverlong ? BEGINNING : Number.POSITIVE_INFINITY;
    const truncated = isOverlong || whole.length > most;
    const part = whole.length > most ? whole.subarray(0, most) : whole;
    kept += part.length;
    const { text, validUtf8 } = decode(part, part.length < whole.length || isOverlong);
    const body = redact.text(text);
    const echoes = body !== text && credentials.found(text) ? ['body'] : [];
    const shown: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) {
      shown[name] = redact.text(value);
      if (shown[name] !== value && credentials.found(value)) echoes.push(`header ${name}`);
    }
    return {
      status,
      headers: shown,
      body,
      bytes,
      truncated,
      sha256: truncated ? createHash('sha256').update(whole).digest('hex') : null,
      validUtf8,
      echoes,
    };
  };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** `isPart`: it may end within a character, which does not make it invalid. */
function decode(bytes: Buffer, isPart: boolean): { text: string; validUtf8: boolean } {
  try {
    // Streaming keeps an incomplete last character back; a fresh decoder, for it would come first next time.
    const text = isPart
      ? new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true })
      : strict.decode(bytes);
    return { text, validUtf8: true };
  } catch {
    return { text: lenient.decode(bytes), validUtf8: false };
  }
}
