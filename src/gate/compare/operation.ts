/** Compares two operations: parameters, body, statuses, headers, security, and every schema in its use. */
import type { Header, Media, Operation, Parameter, Response } from '../api.ts';
import type { ChangeClass, ChangeDraft, Witness } from '../change.ts';
import type { Role } from '../read/schema.ts';
import type { Tree } from '../tree.ts';
import { compareSchemas, type Tools, type Use } from './schema.ts';

/** Every change from one operation to the other. */
export function compareOperations(base: Operation, head: Operation, tools: Tools): ChangeDraft[] {
  const compare = comparer(head.name, tools);
  return [
    ...parameters(base, head, compare),
    ...body(base, head, compare),
    ...responses(base, head, compare),
    ...security(base, head, compare),
  ];
}

interface Comparer {
  draft: (
    found: ChangeClass,
    part: string,
    pointer: string,
    keyword: string,
    values: { before?: Tree; after?: Tree },
    reason: string,
    witness?: string,
  ) => ChangeDraft;
  schemas: (base: Tree, head: Tree, use: Omit<Use, 'operation'>) => ChangeDraft[];
}

const comparer = (operation: string, tools: Tools): Comparer => ({
  draft: (found, part, pointer, keyword, { before, after }, reason, witness) => ({
    class: found,
    operation,
    part,
    pointer,
    keyword,
    before,
    after,
    reason,
    witness: witness === undefined ? null : ({ what: 'a request', value: witness } satisfies Witness),
  }),
  schemas: (base, head, use) => compareSchemas(base, head, { ...use, operation }, tools),
});

/** Path parameters are known by their position, headers without regard to case. */
function keyOf(parameter: Parameter, operation: Operation): string {
  if (parameter.in === 'header') return `header ${parameter.name.toLowerCase()}`;
  if (parameter.in !== 'path') return `${parameter.in} ${parameter.name}`;
  const names = [...operation.path.matchAll(/\{([^}/]*)\}/g)].map(([, name]) => name);
  return `path ${names.indexOf(parameter.name)}`;
}

const say = ({ in: place, name }: Parameter) => (place === 'header' ? `header ${name}` : `${place} parameter ${name}`);

function parameters(base: Operation, head: Operation, { draft, schemas }: Comparer): ChangeDraft[] {
  const before = new Map(base.parameters.map((one) => [keyOf(one, base), one]));
  const after = new Map(head.parameters.map((one) => [keyOf(one, head), one]));
  const changes: ChangeDraft[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    if (old && now) {
      const part = say(now);
      if (!old.required && now.required)
        changes.push(
          draft(
            'breaking',
            part,
            now.pointer,
            'required',
            { before: false, after: true },
            `${part} is required now: consumers that do not send it are refused.`,
            `one without the ${part}`,
          ),
        );
      else if (old.required && !now.required)
        changes.push(
          draft(
            'compatible',
            part,
            now.pointer,
            'required',
            { before: true, after: false },
            `${part} is not required any more.`,
          ),
        );
      if (old.style !== now.style && isStructured(old, now))
        changes.push(
          draft(
            'breaking',
            part,
            now.pointer,
            'style',
            { before: old.style, after: now.style },
            `${part} is written otherwise: lists and objects in it are not read as they are sent.`,
          ),
        );
      changes.push(
        ...schemas(old.schema, now.schema, {
          role: 'request',
          part,
          basePointer: schemaPointer(old.pointer),
          headPointer: schemaPointer(now.pointer),
        }),
      );
    } else if (now) {
      const part = say(now);
      changes.push(
        now.required
          ? draft(
              'breaking',
              part,
              now.pointer,
              'parameter',
              { after: now.name },
              `${part} is new and required: no consumer sends it yet.`,
              `one without the ${part}`,
            )
          : draft(
              'compatible',
              part,
              now.pointer,
              'parameter',
              { after: now.name },
              `${part} is new and may be left out.`,
            ),
      );
    } else if (old) {
      const part = say(old);
      changes.push(
        draft(
          'warning',
          part,
          old.pointer,
          'parameter',
          { before: old.name },
          `${part} is not described any more: it may still be sent, but nothing says what it does.`,
        ),
      );
    }
  }
  return changes;
}

/** Only lists and objects have a style. */
const isStructured = (...parameters: Parameter[]): boolean =>
  parameters.some(({ schema }) => /"(array|object)"|"(items|properties)":/.test(JSON.stringify(schema)));

/** In an edition the parameter is its schema; in OpenAPI the schema is a member of it. */
const schemaPointer = (pointer: string) => (pointer.includes('#') ? pointer : `${pointer}/schema`);

function body(base: Operation, head: Operation, compare: Comparer): ChangeDraft[] {
  const { draft } = compare;
  const [old, now] = [base.body, head.body];
  const part = 'request body';
  if (!old && !now) return [];
  if (!old && now)
    return [
      now.required
        ? draft(
            'breaking',
            part,
            now.pointer,
            'request body',
            { after: true },
            'A body is required now: no consumer sends one yet.',
            'one without a body',
          )
        : draft('compatible', part, now.pointer, 'request body', { after: true }, 'A body may be sent now.'),
    ];
  if (old && !now)
    return [
      draft(
        old.required ? 'breaking' : 'warning',
        part,
        old.pointer,
        'request body',
        { before: true },
        'The body is not described any more: what consumers send in it has no meaning.',
      ),
    ];
  if (!old || !now) return [];
  const changes: ChangeDraft[] = [];
  if (!old.required && now.required)
    changes.push(
      draft(
        'breaking',
        part,
        now.pointer,
        'required',
        { before: false, after: true },
        'The body is required now: consumers that send none are refused.',
        'one without a body',
      ),
    );
  else if (old.required && !now.required)
    changes.push(
      draft(
        'compatible',
        part,
        now.pointer,
        'required',
        { before: true, after: false },
        'The body may be left out now.',
      ),
    );
  return [...changes, ...media(old.media, now.media, 'request', part, now.pointer, compare)];
}

function media(
  before: readonly Media[],
  after: readonly Media[],
  role: Role,
  part: string,
  pointer: string,
  { draft, schemas }: Comparer,
): ChangeDraft[] {
  const changes: ChangeDraft[] = [];
  const covers = (range: string, type: string) =>
    range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
  for (const old of before) {
    const now = after.find(({ type }) => type === old.type) ?? after.find(({ type }) => covers(type, old.type));
    if (now) {
      changes.push(
        ...schemas(old.schema, now.schema, {
          role,
          part,
          basePointer: schemaPointer(old.pointer),
          headPointer: schemaPointer(now.pointer),
        }),
      );
    } else
      changes.push(
        draft(
          'breaking',
          part,
          old.pointer,
          'media type',
          { before: old.type },
          role === 'request'
            ? `${old.type} is not taken any more.`
            : `${old.type} does not come any more: readers of it find nothing.`,
          ...(role === 'request' ? [`one with Content-Type: ${old.type}`] : []),
        ),
      );
  }
  for (const now of after) {
    if (before.some(({ type }) => covers(type, now.type) || type === now.type)) continue;
    const isFirst = before.length === 0 && role === 'response';
    changes.push(
      draft(
        role === 'request' || isFirst ? 'compatible' : 'warning',
        part,
        now.pointer || pointer,
        'media type',
        { after: now.type },
        role === 'request'
          ? `${now.type} is taken too.`
          : isFirst
            ? `The answer has a body now (${now.type}).`
            : `${now.type} may come too: readers that do not ask for a type may meet it.`,
      ),
    );
  }
  return changes;
}

const isSuccess = (status: string) => /^[2]/.test(status);

function responses(base: Operation, head: Operation, compare: Comparer): ChangeDraft[] {
  const { draft } = compare;
  const changes: ChangeDraft[] = [];
  const lookup = (all: readonly Response[], status: string): Response | undefined =>
    all.find((one) => one.status === status) ?? all.find((one) => one.status === `${status[0]}XX`);
  for (const old of base.responses) {
    const now = lookup(head.responses, old.status);
    const part = `response ${old.status} body`;
    if (!now) {
      changes.push(
        isSuccess(old.status)
          ? draft(
              'breaking',
              `response ${old.status}`,
              old.pointer,
              'status',
              { before: old.status },
              `${old.status} does not come any more: consumers that wait for it take the answer for a failure.`,
            )
          : draft(
              'compatible',
              `response ${old.status}`,
              old.pointer,
              'status',
              { before: old.status },
              `${old.status} is not described any more: consumers meet one failure less.`,
            ),
      );
      continue;
    }
    changes.push(...media(old.media, now.media, 'response', part, now.pointer, compare));
    changes.push(...headers(old.headers, now.headers, old.status, compare));
  }
  for (const now of head.responses) {
    if (lookup(base.responses, now.status)) continue;
    // A range that took the place of one of its own.
    if (/^[1-5]XX$/.test(now.status) && base.responses.some(({ status }) => status[0] === now.status[0])) continue;
    const isError = /^[45]/.test(now.status) || now.status === 'default';
    changes.push(
      draft(
        isError ? 'compatible' : 'warning',
        `response ${now.status}`,
        now.pointer,
        'status',
        { after: now.status },
        isError
          ? `${now.status} is described now: consumers have to expect failures anyway.`
          : `${now.status} may come now: consumers that wait for another success may not know it.`,
      ),
    );
  }
  return changes;
}

function headers(
  before: readonly Header[],
  after: readonly Header[],
  status: string,
  { draft, schemas }: Comparer,
): ChangeDraft[] {
  const of = (all: readonly Header[], name: string) => all.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const changes: ChangeDraft[] = [];
  for (const old of before) {
    const now = of(after, old.name);
    const part = `response ${status} header ${old.name}`;
    if (!now) {
      changes.push(
        draft(
          old.required ? 'breaking' : 'warning',
          part,
          old.pointer,
          'header',
          { before: old.name },
          old.required ? `${old.name} always came and does not any more.` : `${old.name} may not come any more.`,
        ),
      );
      continue;
    }
    if (old.required && !now.required)
      changes.push(
        draft(
          'breaking',
          part,
          now.pointer,
          'required',
          { before: true, after: false },
          `${old.name} always came and may be missing now.`,
        ),
      );
    else if (!old.required && now.required)
      changes.push(
        draft(
          'compatible',
          part,
          now.pointer,
          'required',
          { before: false, after: true },
          `${old.name} always comes now.`,
        ),
      );
    changes.push(
      ...schemas(old.schema, now.schema, {
        role: 'response',
        part,
        basePointer: schemaPointer(old.pointer),
        headPointer: schemaPointer(now.pointer),
      }),
    );
  }
  for (const now of after)
    if (!of(before, now.name))
      changes.push(
        draft(
          'compatible',
          `response ${status} header ${now.name}`,
          now.pointer,
          'header',
          { after: now.name },
          `${now.name} comes too.`,
        ),
      );
  return changes;
}

function security(base: Operation, head: Operation, { draft }: Comparer): ChangeDraft[] {
  if (base.security === null || head.security === null) return [];
  const text = (alternative: readonly string[]) => (alternative.length === 0 ? 'none' : alternative.join(' and '));
  const [before, after] = [base.security, head.security];
  const pointer = `${head.pointer}/security`;
  // Whoever sends more than an alternative asks for is served by it.
  const isServed = (alternative: readonly string[]) =>
    after.some((one) => one.every((scheme) => alternative.includes(scheme)));
  const changes = before
    .filter((alternative) => !isServed(alternative))
    .map((alternative) =>
      alternative.length === 0
        ? draft(
            'breaking',
            'security',
            pointer,
            'security',
            { before: 'none' },
            'A credential is required now: consumers that send none are refused.',
            'one without a credential',
          )
        : draft(
            'breaking',
            'security',
            pointer,
            'security',
            { before: text(alternative) },
            `A credential that was enough is not any more: ${text(alternative)}.`,
          ),
    );
  const isKnown = (alternative: readonly string[]) => before.some((one) => one.join() === alternative.join());
  return [
    ...changes,
    ...after
      .filter((alternative) => !isKnown(alternative))
      .map((alternative) =>
        draft(
          'compatible',
          'security',
          pointer,
          'security',
          { after: text(alternative) },
          `Another way in: ${text(alternative)}.`,
        ),
      ),
  ];
}
