import fc from 'fast-check';
import { anyText } from '../any-text.ts';

const { constantFrom, integer, oneof, tuple } = fc;
const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));

/** Bodies in which numbers stand in all the ways that somebody may misread: of these ids, of others, and near both. */
export function drawnBodies(declaredIds: readonly string[], near: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const declared = constantFrom(...declaredIds);
  const id = oneof(
    { weight: 5, arbitrary: declared },
    { weight: 2, arbitrary: near },
    { weight: 1, arbitrary: digits(20) },
    {
      weight: 3,
      arbitrary: tuple(declared, integer({ min: 29, max: 90 }), integer({ min: -2, max: 2 })).map(
        ([n, bits, off]) => `${BigInt(n) + (1n << BigInt(bits)) + BigInt(off)}`,
      ),
    },
    { weight: 1, arbitrary: constantFrom('2147483647', '2147483648', '4294967295', '4294967296', '4294967297', '0') },
  );
  const number = oneof(
    { weight: 6, arbitrary: id },
    { weight: 4, arbitrary: tuple(id, digits(25)).map(([n, f]) => `${n}.${f}`) },
    {
      weight: 1,
      arbitrary: tuple(id, constantFrom('.99999999999', '.999999999999999999999', '.0', '.00', '.5')).map((p) =>
        p.join(''),
      ),
    },
    {
      weight: 2,
      arbitrary: tuple(id, constantFrom('e0', 'E+0', 'e-1', 'e1', 'e-5', '0e-1', '.0e0', 'e400', 'e-400')).map((p) =>
        p.join(''),
      ),
    },
    { weight: 1, arbitrary: tuple(constantFrom('-', '+', '0', '00', '-0'), id).map((p) => p.join('')) },
    { weight: 1, arbitrary: id.map((n) => `0x${BigInt(n).toString(16)}`) },
    { weight: 1, arbitrary: id.map((n) => `0o${BigInt(n).toString(8)}`) },
    { weight: 1, arbitrary: id.map((n) => `0${BigInt(n).toString(8)}`) },
    { weight: 1, arbitrary: id.map((n) => `0b${BigInt(n).toString(2)}`) },
    { weight: 1, arbitrary: id.map((n) => `${n.slice(0, 2)}_${n.slice(2)}`) },
  );
  const wordy = tuple(number, constantFrom('abc', 'L', 'e', '-', '.', ' ', '_x', 'n', 'f', '/2')).map((p) =>
    p.join(''),
  );
  const escaped = number.map((n) => [...n].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));
  const text = oneof(
    { weight: 5, arbitrary: number },
    { weight: 2, arbitrary: wordy },
    { weight: 1, arbitrary: escaped },
    { weight: 1, arbitrary: number.map((n) => `  ${n}\\n`) },
    {
      weight: 2,
      arbitrary: constantFrom('', ' ', 'abc', 'true', 'True', 'null', 'offline', 'NaN', 'Infinity', 'device', '\\"'),
    },
    { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  );
  const element = oneof(
    { weight: 8, arbitrary: number },
    { weight: 4, arbitrary: text.map((t) => `"${t}"`) },
    { weight: 2, arbitrary: constantFrom('true', 'false', 'null', '{}', '[]', 'abc') },
    { weight: 1, arbitrary: text.map((t) => `{"id":${t}}`) },
    { weight: 1, arbitrary: text.map((t) => `{"${t}":1}`) },
    { weight: 1, arbitrary: number.map((t) => `[[${t}]]`) },
  );
  const body = oneof(
    { weight: 8, arbitrary: fc.array(element, { maxLength: 4 }).map((all) => `{"device_ids":[${all.join(',')}]}`) },
    { weight: 1, arbitrary: fc.array(element, { maxLength: 3 }).map((all) => all.join(' ')) },
    {
      weight: 2,
      arbitrary: tuple(fc.array(element, { minLength: 1, maxLength: 3 }), integer({ min: 1, max: 60 })).map(
        ([all, cut]) => `{"device_ids":[${all.join(',')}]}`.slice(0, cut),
      ),
    },
    { weight: 1, arbitrary: anyText(30) },
    { weight: 1, arbitrary: tuple(element, fc.string({ maxLength: 5 })).map((p) => p.join('')) },
  );
  return body;
}
