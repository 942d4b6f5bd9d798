import { LosslessNumber } from 'lossless-json';
import type { NamedOverride, Step } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep, roundDown } from '../operation.ts';
import { variantsOf } from '../overrides.ts';

const variant = variantsOf('reading');

const invalid = () => failedStep(INVALID_BODY);

/** JSON as Jackson reads it: a byte order mark and what follows the value are ignored, of two equal members the last wins. */
function readLeniently(text: string): Step<unknown> {
  const value = firstValue(text.replace(/^\ufeff/, ''));
  // Numbers go through the parser as marked strings, so that they keep their digits.
  const marked = value.replace(/"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"\\u0000${token}"`,
  );
  try {
    return okStep(
      JSON.parse(marked, (_key, member: unknown) =>
        typeof member === 'string' && member.startsWith('\u0000') ? new LosslessNumber(member.slice(1)) : member,
      ),
    );
  } catch {
    return invalid();
  }
}

/** The object or array that the text begins with; the whole text where it begins with neither, or never ends. */
function firstValue(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token.startsWith('"')) continue;
    depth += token === '{' || token === '[' ? 1 : -1;
    if (depth === 0) return text.slice(0, index + 1);
  }
  return text;
}

/** A list of ids as Jackson binds it, with ServiceComb's settings: single values and lists of one are let pass. */
function bindList(body: unknown): Step<unknown[]> {
  const bean = Array.isArray(body) && body.length === 1 ? body[0] : body;
  if (typeof bean !== 'object' || bean === null || Array.isArray(bean) || bean instanceof LosslessNumber)
    return invalid();
  const list = (bean as Record<string, unknown>)['device_ids'];
  const single = list instanceof LosslessNumber || typeof list === 'string';
  if (!single && !Array.isArray(list)) return invalid();
  const elements = (single ? [list] : (list as unknown[])).map((element) =>
    Array.isArray(element) && element.length === 1 ? element[0] : element,
  );
  return okStep(elements.filter((element) => element !== null && !(typeof element === 'string' && !element.trim())));
}

function bindId(element: unknown, limit: bigint): Step<bigint> {
  if (typeof element === 'string')
    return /^-?\d+$/.test(element.trim()) ? within(BigInt(element.trim()), limit) : invalid();
  if (!(element instanceof LosslessNumber)) return invalid();
  const magnitude = roundDown(element.value.replace('-', ''));
  if ('fault' in magnitude) return magnitude;
  return within(element.value.startsWith('-') ? -magnitude.ok : magnitude.ok, limit);
}

const within = (id: bigint, limit: bigint): Step<bigint> => (id >= -limit && id < limit ? okStep(id) : invalid());

const jackson = (limit: bigint) => () => ({
  parse: (text: string) => (text.trim() === '' ? invalid() : readLeniently(text)),
  readList: bindList,
  readId: (element: unknown) => bindId(element, limit),
});

/** Reads every number as a double, as JavaScript does. */
const asDouble = (element: unknown): number => (element instanceof LosslessNumber ? Number(element.value) : Number.NaN);

export const reading: readonly NamedOverride[] = [
  variant(
    'jackson-long',
    'Bodies are bound by Jackson to a list of 64-bit integers: strings of digits, single values, lists of one, nulls, trailing text and repeated members are let pass, fractions are cut towards zero.',
    jackson(1n << 63n),
  ),
  variant(
    'jackson-integer',
    'Bodies are bound by Jackson to a list of 32-bit integers: the same coercions, and an id past 2^31 is answered 400.',
    jackson(1n << 31n),
  ),
  variant(
    'double-with-refusal',
    'Ids are read as doubles and rounded down; one that a double does not hold exactly is answered 400.',
    () => ({
      readId: (element) => {
        const id = Math.floor(asDouble(element));
        return Number.isSafeInteger(id) ? okStep(BigInt(id)) : invalid();
      },
    }),
  ),
  variant('null-is-empty-list', 'A body of null, and device_ids of null, count as an empty list.', (base) => ({
    readList: (body, call) => {
      const isNullList =
        typeof body === 'object' && body !== null && 'device_ids' in body && body['device_ids'] === null;
      return body === null || isNullList ? okStep([]) : base.readList(body, call);
    },
  })),
  variant('negatives-cut-towards-zero', 'Negative fractions are cut towards zero.', (base) => ({
    readId: (element, index, call) => {
      const text = element instanceof LosslessNumber ? element.value : '';
      if (!text.startsWith('-')) return base.readId(element, index, call);
      const magnitude = roundDown(text.slice(1));
      return 'ok' in magnitude ? okStep(-magnitude.ok) : magnitude;
    },
  })),
  variant('any-content-type-is-json', 'Every body is read as JSON, whatever its content type.', () => ({
    checkContentType: () => okStep(null),
  })),
  variant(
    'content-type-is-415',
    'A body that is not declared as JSON, and one that is not declared, is answered 415.',
    () => ({
      checkContentType: ({ headers }) =>
        /^application\/json/i.test(String(headers['content-type'] ?? ''))
          ? okStep(null)
          : failedStep({ status: 415, code: 'SCB.00000000', message: 'Unsupported Media Type' }),
    }),
  ),
];
