import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { MOST_VALUES, valuesIn } from '../base/values.ts';
import type { Answer, Cut, Exchange } from './exchange.ts';
import type { Redactor } from './redact.ts';
import { redactBody, redactHeader, redactHeaders } from './redact-answer.ts';
import type { Received } from './transport.ts';

/** Of an over-long body so much is kept. */
const BEGINNING = 64 * 1024;
/**
 * Once so much is kept in all, longer bodies than the next are kept as beginnings of that length. A run holds several copies
 * of it while it writes its reports, and has 300 MB for all.
 */
const MOST_IN_ALL = 16 * 1024 * 1024;
const SPARING = 4 * 1024;
/** In the sum of all a value counts as so many bytes: that much memory more is taken by reading it. */
const BYTES_OF_VALUE = 40;

/** Answers that hold secrets, and what of them may leave the process. */
const shownOf = new WeakMap<Answer, Answer>();

/** An answer as it may leave the process: without secrets. Itself where there are none in it. */
export const shownAnswer = (answer: Answer): Answer => shownOf.get(answer) ?? answer;

/** An exchange as it may leave the process. */
export function shown(exchange: Exchange): Exchange {
  const answer = exchange.answer && shownAnswer(exchange.answer);
  return answer === exchange.answer ? exchange : { ...exchange, answer };
}

/** From now on the answer is written down as `told`, also by whoever forgets to ask for that. */
function hide(answer: Answer, told: Answer): Answer {
  shownOf.set(answer, told);
  for (const name of ['toJSON', inspect.custom]) Object.defineProperty(answer, name, { value: () => told });
  return answer;
}

/**
 * Makes answers fit to be kept: bounded and decoded. They are judged as they came, secrets and all; `shown` gives what may
 * be written down.
 */
export function openEvidence(): (received: Received, redact: Redactor, credentials: Redactor) => Answer {
  const bound = openBound(MOST_IN_ALL);
  return ({ status, headers, chunks, bytes, isOverlong }, redact, credentials) => {
    const whole = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    const { part, cut } = bound(whole, isOverlong);
    const truncated = cut !== null;
    const { text, validUtf8 } = decode(part, truncated);
    const answer: Answer = {
      status,
      headers,
      body: text,
      bytes,
      truncated,
      sha256: truncated ? createHash('sha256').update(whole).digest('hex') : null,
      validUtf8,
      echoes: [],
      ...(cut && { cut }),
    };
    const body = redactBody(text, redact);
    const shownHeaders = redactHeaders(headers, redact);
    const changed = Object.keys(headers).filter((name) => shownHeaders[name] !== headers[name]);
    if (body === text && changed.length === 0) return answer;
    if (body !== text && redactBody(text, credentials) !== text) answer.echoes.push('body');
    for (const name of changed) {
      const value = headers[name] ?? '';
      if (redactHeader(name, value, credentials) !== value) answer.echoes.push(`header ${name}`);
      else if (credentials.found(name)) answer.echoes.push('the name of a header');
    }
    return hide(answer, { ...answer, body, headers: shownHeaders });
  };
}

/** How much of a body is kept, and why not all of it. */
interface Kept {
  part: Buffer;
  cut: Cut | null;
}

/** Bounds bodies one by one, and in all. */
function openBound(mostInAll: number): (whole: Buffer, isOverlong: boolean) => Kept {
  let kept = 0;
  return (whole, isOverlong) => {
    const isSparing = kept > mostInAll;
    const hasTooMany = whole.length > MOST_VALUES && valuesIn(whole) > MOST_VALUES;
    const most = isSparing ? SPARING : isOverlong || hasTooMany ? BEGINNING : Number.POSITIVE_INFINITY;
    const part = whole.length > most ? whole.subarray(0, most) : whole;
    kept += Math.max(part.length, BYTES_OF_VALUE * valuesIn(part));
    return { part, cut: isOverlong ? 'length' : hasTooMany ? 'values' : whole.length > most ? 'all' : null };
  };
}

/**
 * Makes the answers of a record fit to be judged: a record of somebody else, or of an older suite, may hold some that this
 * one would not have kept. One that this one wrote stays as it is.
 */
export function openKept(): (answer: Answer) => Answer {
  // Twice as much: without their secrets bodies have another length.
  const bound = openBound(2 * MOST_IN_ALL);
  return (answer) => {
    const { part, cut } = bound(Buffer.from(answer.body), false);
    if (cut === null || answer.truncated) return answer;
    const sha256 = createHash('sha256').update(answer.body).digest('hex');
    return { ...answer, body: decode(part, true).text, truncated: true, sha256, cut };
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
