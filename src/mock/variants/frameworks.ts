import { LosslessNumber } from 'lossless-json';
import type { NamedOverride, Step } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';
import { variantsOf } from '../overrides.ts';

/** Services that were written with real frameworks by people who read the page: what their settings leave open. */
const variant = variantsOf('frameworks');

const invalid = () => failedStep(INVALID_BODY);

/** A whole id by way of a double, as most languages read JSON; one that a double does not hold exactly is refused. */
function floorOf(value: number): Step<bigint> {
  const id = Math.floor(value);
  return Number.isSafeInteger(id) ? okStep(BigInt(id)) : invalid();
}

const numberOf = (element: unknown): number | null =>
  element instanceof LosslessNumber ? Number(element.value) : null;

/** Reads elements by a function that gives null for what is to be refused. */
const reading = (read: (element: unknown) => number | null) => ({
  readId: (element: unknown) => {
    const value = read(element);
    return value === null ? invalid() : floorOf(value);
  },
});

/** Digits in quotes, as lax modes read them. */
const digitsIn = (element: unknown): number | null =>
  typeof element === 'string' && /^\s*[+-]?\d+\s*$/.test(element) ? Number(element) : null;

export const frameworks: readonly NamedOverride[] = [
  variant(
    'pydantic-lax',
    'FastAPI with pydantic in its lax mode, after a validator that rounds down: booleans and strings of digits are numbers.',
    () =>
      reading((element) => (typeof element === 'boolean' ? Number(element) : (numberOf(element) ?? digitsIn(element)))),
  ),
  variant(
    'ajv-coerce-types',
    'Fastify, whose ajv coerces types: booleans, null and strings of digits are numbers, and a single id is a list.',
    (base) => ({
      readList: (body, call) => {
        const single =
          typeof body === 'object' && body !== null && 'device_ids' in body ? body['device_ids'] : undefined;
        const isSingle = single instanceof LosslessNumber || typeof single === 'boolean' || digitsIn(single) !== null;
        return isSingle || single === null ? okStep([single]) : base.readList(body, call);
      },
      readId: (element) => {
        if (element === null || typeof element === 'boolean') return okStep(element ? 1n : 0n);
        const value = numberOf(element) ?? digitsIn(element);
        return value === null ? invalid() : floorOf(value);
      },
    }),
  ),
  variant('zod-number', 'Express or Hono with z.number(), rounded down by Math.floor: nothing is coerced.', () =>
    reading(numberOf),
  ),
  variant(
    'go-decoder',
    'net/http in Go, with a decoder that reads the first value of the body: what follows is ignored, null is an empty list.',
    (base) => ({
      parse: (text, call) => base.parse(text.replace(/(\})[^\]}]*$/, '$1'), call),
      readList: (body, call) =>
        body === null || (typeof body === 'object' && 'device_ids' in body && body['device_ids'] === null)
          ? okStep([])
          : base.readList(body, call),
      ...reading(numberOf),
      checkContentType: () => okStep(null),
    }),
  ),
  variant(
    'php-floor',
    'PHP, with is_int or is_float for each element and floor(): of two members the last counts.',
    (base) => ({
      parse: (text, call) => {
        const last = text.lastIndexOf('"device_ids"');
        return last > text.indexOf('"device_ids"') ? base.parse(`{${text.slice(last)}`, call) : base.parse(text, call);
      },
      ...reading(numberOf),
      checkContentType: () => okStep(null),
    }),
  ),
  variant(
    'sinatra-floor',
    'Sinatra, with JSON.parse of whatever body and floor: integers have all their digits, whatever their length.',
    () => ({ checkContentType: () => okStep(null) }),
  ),
  variant(
    'failed-has-nulls',
    'Jackson writes every field: device_name and device_id of an id that no device has are null.',
    (base, { world }) => ({
      writeEntry: (id, list, call) => {
        const text = base.writeEntry(id, list, call);
        return list === 'failed' && !world.devices.has(id)
          ? text.replace(/"device_name":"[^"]*"/, '"device_name":null').replace(/"device_id":-?\d+/, '"device_id":null')
          : text;
      },
    }),
  ),
  variant(
    'messages-of-many-scripts',
    'Error messages repeat what was sent and are in Chinese, in UTF-8 and declared so.',
    (base) => ({
      error: (fault, call) => {
        const reply = base.error({ ...fault, message: `参数无效: ${call.body.toString().slice(0, 80)}` }, call);
        return { ...reply, headers: { ...reply.headers, 'content-type': 'application/json;charset=utf-8' } };
      },
    }),
  ),
  variant(
    'latin-1-declared-for-ascii',
    'A servlet container declares ISO-8859-1, and every body is plain ASCII.',
    (base) => ({
      finish: async (reply, call) => {
        const done = await base.finish(reply, call);
        return { ...done, headers: { ...done.headers, 'content-type': 'application/json;charset=ISO-8859-1' } };
      },
    }),
  ),
  variant(
    'failed-without-name',
    'Entries of failed have an empty device_name, also where the device has one.',
    (base) => ({
      writeEntry: (id, list, call) => {
        const text = base.writeEntry(id, list, call);
        return list === 'failed' ? text.replace(/"device_name":"[^"]*"/, '"device_name":""') : text;
      },
    }),
  ),
  variant('renamed-meanwhile', 'Somebody gives every device another name while the suite runs.', (base) => ({
    writeEntry: (id, list, call) =>
      call.number < 60
        ? base.writeEntry(id, list, call)
        : base.writeEntry(id, list, call).replace('"device_name":"device-', '"device_name":"renamed-'),
  })),
];
