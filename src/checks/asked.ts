import { isObject, NumberText, readJson } from '../base/json.ts';
import { type Literal, readLiteral } from '../base/literal.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Id } from '../operation/id.ts';

/** One element of `device_ids`, and the ids that a conforming deployment may take it for. */
export interface AskedId {
  text: string;
  /** Rounded down exactly. */
  floor: Id;
  /** No fraction, in whatever spelling. */
  whole: boolean;
  /** `floor` and, where a SHOULD or MAY leaves a choice, the others: a double's value past 16 digits, truncation below 0. */
  readings: readonly Id[];
  /** A plain positive number of at most 16 digits without an exponent: nothing about its spelling may be refused. */
  plain: boolean;
}

/** What a request asked for. */
export interface Asked {
  /** POST on the deployment's own path, with a valid credential and a JSON content type. */
  forTheOperation: boolean;
  /** The body is `{"device_ids": [numbers]}` as documented, so that it must be read in one way. */
  wellFormed: boolean;
  ids: readonly AskedId[];
  /** Every id that may be listed in an answer without having been invented. */
  may: ReadonlySet<Id>;
  /** Null or "" stands in the list, which a lenient parser hands on as null. */
  hasNull: boolean;
}

const known = new WeakMap<Exchange, Asked>();

/** What the exchange asked for, read once. */
export function askedOf(exchange: Exchange): Asked {
  const before = known.get(exchange);
  if (before) return before;
  const { request } = exchange;
  const forTheOperation =
    request.method === 'POST' &&
    request.path === 'operation' &&
    request.instance !== 'absent' &&
    request.credential === 'valid';
  const asked = {
    forTheOperation: forTheOperation && /json/i.test(request.contentType ?? ''),
    ...readBody(request.body ?? ''),
  };
  known.set(exchange, asked);
  return asked;
}

/** Reads a request body as documented where it is well-formed, and as leniently as any parser where it is not. */
export function readBody(body: string): Omit<Asked, 'forTheOperation'> {
  const json = readJson(body);
  if (json.ok && json.duplicateKeys.length === 0 && !body.startsWith('\ufeff') && isObject(json.exact)) {
    const list = json.exact['device_ids'];
    if (Array.isArray(list) && list.every((element) => element instanceof NumberText)) {
      const ids = list.map((element: NumberText) => askedId(element.text)).filter((id) => id !== null);
      return { wellFormed: true, ids, may: new Set(ids.flatMap((id) => id.readings)), hasNull: false };
    }
  }
  const ids = (body.match(/-?\d+(\.\d+)?([eE][+-]?\d+)?/g) ?? []).map(askedId).filter((id) => id !== null);
  const hasNull = /null|false|""/.test(body);
  // A lenient parser makes 0 of nothing; what it then lists is its choice.
  return {
    wellFormed: false,
    ids,
    may: new Set([...ids.flatMap((id) => id.readings), ...(hasNull ? ['0'] : [])]),
    hasNull,
  };
}

/** As nearly all are, in batches of thousands. */
const USUAL = /^[1-9]\d{0,14}$/;

function askedId(text: string): AskedId | null {
  if (USUAL.test(text)) return { text, floor: text, whole: true, readings: [text], plain: true };
  const literal = readLiteral(text);
  if (!literal) return null;
  return {
    text,
    floor: literal.floor,
    whole: literal.isWhole,
    readings: readingsOf(text, literal),
    plain: /^\d+(\.\d+)?$/.test(text) && digits(text) <= 16,
  };
}

/** ROUND-4 (SHOULD): more digits than a double holds. ROUND-5 (MAY): negative fractions. Everywhere else there is one reading. */
function readingsOf(text: string, literal: Literal): Id[] {
  const readings = new Set([literal.floor]);
  if (!literal.isWhole && text.startsWith('-')) readings.add(literal.trunc);
  if (!literal.isWhole && digits(text) > 16) {
    const double = Number(text);
    if (Number.isFinite(double)) readings.add(BigInt(Math.floor(double)).toString());
  }
  return [...readings];
}

const digits = (text: string) =>
  text
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '').length;
