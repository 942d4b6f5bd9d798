import { isObject, NumberText, readJson } from '../base/json.ts';
import { nearestDouble, readLiteral } from '../base/literal.ts';
import { phrase } from '../messages/speech.ts';
import type { Id } from '../operation/id.ts';
import type { Request } from './exchange.ts';
import { type Ground, isDeclared } from './guard.ts';
import { namingOf } from './naming.ts';
import { merged, type Range, rangeOf, undeclaredIn } from './ranges.ts';

/** A way to misread a request that the guard does not rule out: docs/safety.md has them as a table. */
export interface Misreading {
  /** As in the table. */
  name: string;
  /** What such a deployment does. */
  what: string;
  /** The ids that it takes the request for; `everything`: every device of the instance. */
  hits: (read: Read) => Iterable<Range> | 'everything';
}

/** A request as misreadings look at it. */
interface Read {
  request: Request;
  body: string;
  /** Number literals in their order: the elements of a list, or what looks like numbers in other text. */
  literals: readonly string[];
  /** Their whole parts, rounded down. */
  floors: readonly bigint[];
  isAbsent: (id: Id) => boolean;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function* digitRuns(text: string): Iterable<Range> {
  for (const [run] of text.matchAll(/\d+/g)) yield rangeOf(BigInt(run));
}

/** What parsers of text may make of a number that was printed: the pieces between its marks, and all its digits. */
function* printed(text: string): Iterable<Range> {
  yield* digitRuns(text);
  const digits = text.replace(/\D/g, '');
  if (digits !== '') yield rangeOf(BigInt(digits));
}

/** As parseInt reads. */
function* leadingDigits(text: string): Iterable<Range> {
  const [digits] = /^-?\d+/.exec(text) ?? [];
  if (digits !== undefined) yield rangeOf(BigInt(digits));
}

/** As a double is printed, whose zeros at the end are gone. */
const shortest = (literal: string) => String(Number(literal));

/** With an exponent, as Java prints doubles from ten million on (7.0E7) and JavaScript from 10^21 on, and both below 1. */
function scientific(literal: string): string | null {
  const value = Math.abs(Number(literal));
  if (!Number.isFinite(value) || value === 0 || (value >= 1e-3 && value < 1e7)) return null;
  const [mantissa = '', exponent = ''] = value.toExponential().split(/e\+?/);
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent}`;
}

/** C's %g: six digits, with an exponent from a million on. */
const inSixDigits = (literal: string) => String(Number(Number(literal).toPrecision(6)));

/** All that is known and plausible; one more is a row in docs/safety.md too. */
export const misreadings: readonly Misreading[] = [
  {
    name: 'none-is-all',
    what: phrase`gives up on a body that has not the documented form, or drops what it does not take for an id, and takes the rest, nothing, for every device`,
    hits: ({ request }) => (namingOf(request) === 'named' ? [] : 'everything'),
  },
  {
    name: 'unknown-is-all',
    what: phrase`leaves out the ids that no device has, and takes the rest, nothing, for every device`,
    hits: ({ floors, isAbsent }) =>
      floors.length > 0 && floors.every((id) => isAbsent(String(id))) ? 'everything' : [],
  },
  {
    name: 'decimal-comma',
    what: phrase`writes a fraction with a comma into a list: 20004.5 becomes 20004 and 5`,
    *hits({ literals }) {
      for (const text of literals.flatMap((literal) => [literal, shortest(literal)]))
        for (const piece of text.split('.')) yield* leadingDigits(piece);
    },
  },
  {
    name: 'digit-runs',
    what: phrase`takes every run of digits for an id: /\\d+/g over the body`,
    hits: ({ body }) => digitRuns(body),
  },
  {
    name: 'no-point',
    what: phrase`drops the point, or the mark of an exponent: 20004.5 becomes 200045`,
    *hits({ literals, body }) {
      // In a string anything may stand between two digits.
      const strings = body.match(/"[^"]*"/g) ?? [];
      for (const literal of [...literals, ...strings])
        for (const text of [literal, literal.split(/e/i)[0] ?? '', shortest(literal)])
          if (/\d/.test(text)) yield rangeOf(BigInt(text.replace(/\D/g, '')));
    },
  },
  {
    name: 'radix-by-index',
    what: phrase`reads ids.map(parseInt): the place in the list is the base`,
    *hits({ literals }) {
      for (const [place, literal] of literals.slice(0, 37).entries()) {
        const value = Number.parseInt(shortest(literal), place);
        if (Number.isFinite(value)) yield rangeOf(BigInt(value));
      }
    },
  },
  {
    name: 'indices',
    what: phrase`takes the places in the list for ids: for..in`,
    hits: ({ literals }) => (literals.length === 0 ? [] : [[0n, BigInt(literals.length)]]),
  },
  {
    name: 'between',
    what: phrase`takes a list for a range: BETWEEN its first and its last, or its lowest and its highest id`,
    *hits({ floors }) {
      const [first, last] = [floors[0], floors.at(-1)];
      if (first === undefined || last === undefined || floors.length < 2) return;
      const lowest = floors.reduce((a, b) => (b < a ? b : a));
      yield [lowest, floors.reduce((a, b) => (b > a ? b : a)) + 1n];
    },
  },
  {
    name: 'scientific',
    what: phrase`prints doubles with an exponent, as Java does from ten million on (7.0E7) and JavaScript from 10^21 on, and reads that up to its first mark, in pieces, or without them`,
    *hits({ literals }) {
      for (const literal of literals) {
        const text = scientific(literal) ?? '';
        yield* printed(text);
        yield* printed(text.replace('.0E', 'E'));
      }
    },
  },
  {
    name: 'six-digits',
    what: phrase`prints numbers with six digits (%g, a default of many loggers): 77777777 becomes 7.77778e+07`,
    *hits({ literals }) {
      for (const literal of literals) {
        const text = inSixDigits(literal);
        const value = readLiteral(text);
        for (const id of value ? [value.floor, value.ceil] : []) yield rangeOf(BigInt(id));
        if (Math.abs(Number(literal)) < 1e6) continue;
        // C writes two digits at least.
        const exponential = Number(literal)
          .toExponential(5)
          .replace(/e\+(\d)$/, 'e+0$1');
        yield* printed(exponential);
        yield* printed(exponential.replace(/\.?0+e/, 'e'));
      }
    },
  },
  {
    name: 'joined',
    what: phrase`joins the ids of a list: 20001 and 20002 become 2000120002`,
    *hits({ floors, literals }) {
      if (floors.length < 2) return;
      yield rangeOf(BigInt(floors.map((id) => String(id).replace('-', '')).join('')));
      yield rangeOf(BigInt(literals.join('').replace(/\D/g, '')));
    },
  },
  {
    name: 'summed',
    what: phrase`adds the ids of a list up`,
    *hits({ floors, literals }) {
      if (floors.length < 2) return;
      yield rangeOf(floors.reduce((a, b) => a + b));
      const sum = literals.reduce((a, b) => a + Number(b), 0);
      if (Number.isFinite(sum)) yield [BigInt(Math.floor(sum)), BigInt(Math.ceil(sum)) + 1n];
    },
  },
  {
    name: 'sixteen-bits',
    what: phrase`keeps the low 16 bits of an id, with or without a sign, or the nearest number that they hold`,
    *hits({ floors }) {
      // A negative fraction is cut towards zero, too.
      for (const id of floors.flatMap((floor) => (floor < 0n ? [floor, floor + 1n] : [floor]))) {
        yield rangeOf(BigInt.asUintN(16, id));
        yield rangeOf(BigInt.asIntN(16, id));
        if (id > 32767n) yield rangeOf(32767n);
        if (id > 65535n) yield rangeOf(65535n);
      }
    },
  },
  {
    name: 'off-by-one',
    what: phrase`takes the id before, or the id after`,
    *hits({ floors }) {
      for (const id of floors) yield [id - 1n, id + 2n];
    },
  },
  {
    name: 'characters',
    what: phrase`takes text for a list and its characters for ids: "20001" becomes 2, 0, 0, 0 and 1`,
    *hits({ body }) {
      const strings = /[{[]/.test(body) ? [...body.matchAll(/"(?:[^"\\]|\\.)*"/gs)].map(([text]) => text) : [body];
      for (const text of strings) for (const [digit] of text.matchAll(/\d/g)) yield rangeOf(BigInt(digit));
    },
  },
];

/** What a misreading of these requests could hit that nobody declared. */
export interface Exposure {
  name: string;
  what: string;
  /** Every device of the instance. */
  everything: boolean;
  /** From and to, both included. */
  ids: [Id, Id][];
  /** How many of the requests could be misread so. */
  requests: number;
}

/** What requests that the guard lets pass could hit by the misreadings that it does not rule out. Pure. */
export function exposuresOf(requests: readonly Request[], ground: Ground): Exposure[] {
  const views = requests.filter(({ path }) => path === 'operation').map((request) => viewsOf(request, ground));
  return misreadings.flatMap(({ name, what, hits }) => {
    let everything = false;
    let count = 0;
    const all: Range[] = [];
    for (const reads of views) {
      const found = reads.map((read) => hits(read));
      const isEverything = found.includes('everything');
      const undeclared = undeclaredIn(merged(found.flatMap((hit) => (hit === 'everything' ? [] : [...hit]))), ground);
      all.push(...undeclared);
      everything ||= isEverything;
      if (isEverything || undeclared.length > 0) count++;
    }
    const ids = merged(all).map(([from, to]): [Id, Id] => [String(from), String(to - 1n)]);
    return count === 0 ? [] : [{ name, what, everything, ids, requests: count }];
  });
}

/** A request as readers see it: the elements of its list or all numbers in its text, exactly or as doubles. */
function viewsOf(request: Request, ground: Ground): Read[] {
  const body = request.body ?? '';
  const isAbsent = (id: Id) => !ground.devices.has(id) && isDeclared(id, ground);
  return literalsOf(body).flatMap((literals) => {
    const read = (floorOf: (text: string) => bigint): Read => ({
      request,
      body,
      literals,
      floors: literals.map(floorOf),
      isAbsent,
    });
    const exact = read((text) => BigInt(readLiteral(text)?.floor ?? 0));
    return literals.every((text) => text.length < 16)
      ? [exact]
      : [exact, read((text) => BigInt(nearestDouble(text)?.floor ?? 0))];
  });
}

/** The numbers of the list, and all that look like numbers in the text. */
function literalsOf(body: string): string[][] {
  const json = readJson(body);
  const list = json.ok && isObject(json.exact) ? json.exact['device_ids'] : json.ok ? json.exact : undefined;
  const elements = Array.isArray(list) ? list : [list];
  const numbers = elements.filter((element) => element instanceof NumberText).map(({ text }) => text);
  const inText = body.match(NUMBER) ?? [];
  return numbers.join() === inText.join() ? [numbers] : [numbers, inText];
}
