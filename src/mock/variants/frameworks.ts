import { LosslessNumber } from 'lossless-json';
import type { NamedOverride, Step } from '../behaviour.ts';
import { failedStep, INVALID_BODY, okStep } from '../operation.ts';

/** Services that were written with real frameworks by people who read the page: what their settings leave open. */
const group = 'frameworks';

const invalid = () => failedStep(INVALID_BODY);

/** A whole id by way of a double, as most languages read JSON; one that a double does not hold exactly is refused. */
function floorOf(value: number): Step<bigint> {
  const id = Math.floor(value);
  return Number.isSafeInteger(id) ? okStep(BigInt(id)) : invalid();
}

const numberOf = (element: unknown): number | null =>
  element instanceof LosslessNumber ? Number(element.value) : null;

/** Reads elements by a function that gives null for what is to be refused. */
const reading = (name: string, description: string, read: (element: unknown) => number | null): NamedOverride => ({
  name,
  group,
  description,
  override: () => ({
    readId: (element) => {
      const value = read(element);
      return value === null ? invalid() : floorOf(value);
    },
  }),
});

/** Digits in quotes, as lax modes read them. */
const digitsIn = (element: unknown): number | null =>
  typeof element === 'string' && /^\s*[+-]?\d+\s*$/.test(element) ? Number(element) : null;

export const frameworks: readonly NamedOverride[] = [
  reading(
    'pydantic-lax',
    'FastAPI with pydantic in its lax mode, after a validator that rounds down: booleans and strings of digits are numbers.',
    (element) => (typeof element === 'boolean' ? Number(element) : (numberOf(element) ?? digitsIn(element))),
  ),
  {
    name: 'ajv-coerce-types',
    group,
    description:
      'Fastify, whose ajv coerces types: booleans, null and strings of digits are numbers, and a single id is a list.',
    override: (base) => ({
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
  },
  reading('zod-number', 'Express or Hono with z.number(), rounded down by Math.floor: nothing is coerced.', numberOf),
  {
    name: 'go-decoder',
    group,
    description:
      'net/http in Go, with a decoder that reads the first value of the body: what follows is ignored, null is an empty list.',
    override: (base) => ({
      parse: (text, call) => base.parse(text.replace(/(\})[^\]}]*$/, '$1'), call),
      readList: (body, call) =>
        body === null || (typeof body === 'object' && 'device_ids' in body && body['device_ids'] === null)
          ? okStep([])
          : base.readList(body, call),
      readId: (element) => {
        const value = numberOf(element);
        return value === null ? invalid() : floorOf(value);
      },
      checkContentType: () => okStep(null),
    }),
  },
  {
    name: 'php-floor',
    group,
    description: 'PHP, with is_int or is_float for each element and floor(): of two members the last counts.',
    override: (base) => ({
      parse: (text, call) => {
        const last = text.lastIndexOf('"device_ids"');
        return last > text.indexOf('"device_ids"') ? base.parse(`{${text.slice(last)}`, call) : base.parse(text, call);
      },
      readId: (element) => {
        const value = numberOf(element);
        return value === null ? invalid() : floorOf(value);
      },
      checkContentType: () => okStep(null),
    }),
  },
  {
    name: 'sinatra-floor',
    group,
    description:
      'Sinatra, with JSON.parse of whatever body and floor: integers have all their digits, whatever their length.',
    override: () => ({ checkContentType: () => okStep(null) }),
  },
  {
    name: 'failed-has-nulls',
    group,
    description: 'Jackson writes every field: device_name and device_id of an id that no device has are null.',
    override: (base, { world }) => ({
      writeEntry: (id, list, call) => {
        const text = base.writeEntry(id, list, call);
        return list === 'failed' && !world.devices.has(id)
          ? text.replace(/"device_name":"[^"]*"/, '"device_name":null').replace(/"device_id":-?\d+/, '"device_id":null')
          : text;
      },
    }),
  },
  {
    name: 'messages-of-many-scripts',
    group,
    description: 'Error messages repeat what was sent and are in Chinese, in UTF-8 and declared so.',
    override: (base) => ({
      error: (fault, call) => {
        const reply = base.error({ ...fault, message: `参数无效: ${call.body.toString().slice(0, 80)}` }, call);
        return { ...reply, headers: { ...reply.headers, 'content-type': 'application/json;charset=utf-8' } };
      },
    }),
  },
  {
    name: 'latin-1-declared-for-ascii',
    group,
    description: 'A servlet container declares ISO-8859-1, and every body is plain ASCII.',
    override: (base) => ({
      finish: async (reply, call) => {
        const done = await base.finish(reply, call);
        return { ...done, headers: { ...done.headers, 'content-type': 'application/json;charset=ISO-8859-1' } };
      },
    }),
  },
  {
    name: 'failed-without-name',
    group,
    description: 'Entries of failed have an empty device_name, also where the device has one.',
    override: (base) => ({
      writeEntry: (id, list, call) => {
        const text = base.writeEntry(id, list, call);
        return list === 'failed' ? text.replace(/"device_name":"[^"]*"/, '"device_name":""') : text;
      },
    }),
  },
  {
    name: 'renamed-meanwhile',
    group,
    description: 'Somebody gives every device another name while the suite runs.',
    override: (base) => ({
      writeEntry: (id, list, call) =>
        call.number < 60
          ? base.writeEntry(id, list, call)
          : base.writeEntry(id, list, call).replace('"device_name":"device-', '"device_name":"renamed-'),
    }),
  },
];
