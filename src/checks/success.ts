import { isObject } from '../base/json.ts';
import type { Violation } from '../edition/edition.ts';
import { answerJson, isSuccess, readLists } from '../exchange/answer.ts';
import { inEnglish, message, type Of } from '../messages/messages.ts';
import { askedOf } from './asked.ts';
import { misleadingCharset } from './charset.ts';
import { type Check, type Finding, invariant } from './check.ts';
import { devicesAsked, devicesOf } from './doubt.ts';
import { type Answered, answeredWhere, breach, breachOf, cut, notTestable, remark } from './judging.ts';
import { beginsWithMark, namedTwice } from './members.ts';
import type { Seen } from './seen.ts';
import { sayAnswer, sayRequest, sayViolation } from './words.ts';

/** Every answer by which POST on the path says that it performed the operation. */
const performed = (seen: Seen): Answered[] =>
  answeredWhere(seen, (x) => x.request.method === 'POST' && isSuccess(x.answer.status));

const NONE = [notTestable(message('success.none-performed', {}))];

/** What the 200 schema of the edition says against an answer; nothing where the body is no JSON object (OK-1). */
function violations(seen: Seen, x: Answered): Violation[] {
  const json = answerJson(x.answer);
  if (!json.ok || !isObject(json.exact)) return [];
  const found = judged.get(x.answer) ?? seen.setting.edition.judgeSuccess(json.plain);
  judged.set(x.answer, found);
  return found.filter((violation) => !isChoiceOfRequest(x, violation));
}

/** By the edition of the run; many checks ask, and an answer may hold a million entries. */
const judged = new WeakMap<Answered['answer'], Violation[]>();

const OUT_OF_RANGE = new Set(['maximum', 'minimum']);

/**
 * What a null in the request makes of `id` is a choice of lenient parsers; an id outside the range that the request asked
 * for itself has to be repeated.
 */
function isChoiceOfRequest(x: Answered, { pointer, keyword }: Violation): boolean {
  const [, list, index, member] = pointer.split('/');
  if (member !== 'id' && member !== 'device_id') return false;
  if (keyword !== 'type' && !OUT_OF_RANGE.has(keyword)) return false;
  const lists = readLists(x.answer);
  const entry = (list === 'success' ? lists?.success : lists?.failed)?.[Number(index)];
  const text = member === 'id' ? entry?.idText : entry?.deviceIdText;
  const asked = askedOf(x);
  if (OUT_OF_RANGE.has(keyword)) return entry?.key != null && asked.may.has(entry.key);
  return asked.hasNull && text === 'null';
}

const BOUNDS = new Set(['maxLength', 'minLength', 'maximum', 'minimum', 'maxItems', 'minItems']);

/** An invariant over the schema's violations that belong to one clause. */
const bySchema = (
  { name, ...check }: { name: Of<'success.wants'>; level: 'MUST' | 'SHOULD'; clauses: readonly string[]; core?: true },
  where: (x: Answered) => boolean,
  isOfClause: (
    place: { list: string | undefined; index: string | undefined; member: string | undefined },
    violation: Violation,
    x: Answered,
  ) => boolean,
) => {
  const wanted = message(`success.wants.${name}`, {});
  return invariant({
    id: `success/${name}`,
    ...check,
    title: inEnglish(wanted),
    judge: (seen) => {
      const answers = performed(seen).filter(where);
      if (answers.length === 0) return [notTestable(message('success.no-such-part', {}))];
      return answers.flatMap((x): Finding[] =>
        violations(seen, x)
          .filter((violation) => {
            const [, list, index, member] = violation.pointer.split('/');
            return isOfClause({ list, index, member }, violation, x);
          })
          .slice(0, 3)
          .map((violation) => {
            const placeOf = (pointer: string) => pointer || message('schema.body', {});
            const place = placeOf(violation.pointer.replace(/\/\d+/, '/*'));
            return breach(
              message('schema.at', { place, violation: sayViolation(violation) }),
              wanted,
              message('success.schema.actual', {
                place: placeOf(violation.pointer),
                request: sayRequest(x),
                answer: sayAnswer(x.answer),
              }),
              x,
            );
          }),
      );
    },
  });
};

const hasEntries = (list: 'success' | 'failed') => (x: Answered) => (readLists(x.answer)?.[list]?.length ?? 0) > 0;

const status200 = invariant({
  id: 'success/status-200',
  level: 'MUST',
  clauses: ['OK-1a'],
  core: true,
  title: 'success is status 200 with a JSON object',
  judge: (seen) => {
    const answers = performed(seen);
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const json = answerJson(x.answer);
      const { status, validUtf8, body } = x.answer;
      if (status !== 200) {
        const [found, expected] = [message('success.other-status', {}), message('shared.status', { status: 200 })];
        return [breach(found, expected, message('shared.status', { status }), x)];
      }
      const shown = cut(body, 60);
      if (!validUtf8) {
        const expected = message('success.not-utf8.expected', {});
        return [breach(message('success.not-utf8', {}), expected, shown, x)];
      }
      if (json.ok && isObject(json.exact)) return [];
      const actual = json.ok ? 'success.no-object.actual' : PROBLEMS[json.problem];
      const expected = message('success.no-object.expected', {});
      return [breach(message('success.no-object', {}), expected, message(actual, { body: shown }), x)];
    });
  },
});

const PROBLEMS = {
  empty: 'success.empty.actual',
  'too deep': 'success.too-deep.actual',
  'not JSON': 'success.not-json.actual',
} as const;

const declaredJson = invariant({
  id: 'success/declared-json',
  level: 'SHOULD',
  clauses: ['OK-1b'],
  title: 'the body of a success is declared as application/json',
  judge: (seen) => {
    const answers = performed(seen);
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) =>
      /^application\/json\s*(;|$)/i.test(x.answer.headers['content-type'] ?? '') && misleadingCharset(x.answer) === null
        ? []
        : [
            breachOf('success.other-type', x, {
              actual: x.answer.headers['content-type'] ?? message('success.no-type', {}),
            }),
          ],
    );
  },
});

const noMark = invariant({
  id: 'success/no-byte-order-mark',
  level: 'SHOULD',
  clauses: ['OK-1d'],
  title: 'the body of a success begins with no byte order mark',
  judge: (seen) => {
    const answers = performed(seen);
    return answers.length === 0 ? NONE : answers.flatMap(beginsWithMark);
  },
});

const membersOnce = invariant({
  id: 'success/members-once',
  level: 'SHOULD',
  clauses: ['OK-1c'],
  title: 'no member of a success is named twice',
  judge: (seen) => {
    const answers = performed(seen);
    return answers.length === 0 ? NONE : answers.flatMap(namedTwice);
  },
});

const sameId = invariant({
  id: 'success/device-id',
  level: 'MUST',
  clauses: ['OK-3b'],
  core: true,
  title: 'device_id in success is an integer equal to id',
  judge: (seen) => {
    const answers = performed(seen).filter(hasEntries('success'));
    if (answers.length === 0) return [notTestable(message('success.none-in-success', {}))];
    return answers.flatMap((x) =>
      (readLists(x.answer)?.success ?? [])
        .filter((entry) => entry.id !== null && entry.deviceId !== entry.id)
        .slice(0, 3)
        .map((entry) =>
          breach(
            message('success.device-id', { list: 'success' }),
            message('success.device-id.says', { id: entry.idText }),
            message('success.device-id.says', { id: cut(entry.deviceIdText, 40) }),
            x,
          ),
        ),
    );
  },
});

const furtherMembers = invariant({
  id: 'success/further-members',
  level: 'MAY',
  clauses: ['OK-4'],
  title: 'answers may have further members',
  judge: (seen) => {
    const documented = new Set(['id', 'device_name', 'device_id']);
    const answers = performed(seen);
    if (answers.length === 0) return NONE;
    const further = new Set<string>();
    for (const x of answers) {
      const json = answerJson(x.answer);
      if (!json.ok || !isObject(json.exact)) continue;
      for (const key of Object.keys(json.exact)) if (key !== 'success' && key !== 'failed') further.add(key);
      const lists = readLists(x.answer);
      for (const entry of [...(lists?.success ?? []), ...(lists?.failed ?? [])].slice(0, 20)) {
        for (const key of Object.keys(entry.members)) if (!documented.has(key)) further.add(`[].${key}`);
      }
    }
    const names = [...further]
      .sort()
      .slice(0, 10)
      .map((key) => cut(key, 40));
    return names.length === 0 ? [] : [remark(message('success.further-members', { names }))];
  },
});

const hasLists = (x: Answered): boolean => {
  const json = answerJson(x.answer);
  return json.ok && isObject(json.exact) && ('success' in json.exact || 'failed' in json.exact);
};

/** A device that was online when the request was sent, whatever became of it then. */
const asksForOnline = (seen: Seen, x: Answered): boolean =>
  devicesOf(seen, x).some((id) => seen.stateAt(id, x.sentAt) === 'online');

const lists = invariant({
  id: 'success/lists',
  level: 'MUST',
  clauses: ['OK-2a'],
  core: true,
  title: 'success and failed are arrays of objects, neither is null',
  judge: (seen) => {
    const answers = performed(seen);
    if (answers.length === 0) return NONE;
    // Without lists nobody can tell whose doing a loss was, so that each device is in doubt: not in every answer.
    const isAlwaysSo = !answers.some(hasLists);
    return answers.flatMap((x): Finding[] => {
      const json = answerJson(x.answer);
      if (!json.ok || !isObject(json.exact)) return []; // success/status-200 is about that
      if (!('success' in json.exact) && !('failed' in json.exact)) {
        // With nothing to list, both may be left out: a SHOULD.
        if (devicesAsked(seen, x, 'online').length === 0 && !(isAlwaysSo && asksForOnline(seen, x))) return [];
        return [breachOf('success.no-lists', x, { actual: cut(x.answer.body, 80) })];
      }
      return violations(seen, x)
        .filter(({ pointer, keyword }) => keyword === 'type' && /^\/(success|failed)(\/\d+)?$/.test(pointer))
        .slice(0, 3)
        .map((violation) => {
          const { pointer } = violation;
          const place = pointer.replace(/\/\d+/, '/*');
          return breach(
            message('schema.at', { place, violation: sayViolation(violation) }),
            message('success.lists.expected', {}),
            message('success.lists.actual', { pointer, body: cut(x.answer.body, 80) }),
            x,
          );
        });
    });
  },
});

/** A null in an entry of `failed` counts as absent, of all but its id. */
function isNullBesideId({ index, member }: { index: string | undefined; member: string | undefined }, x: Answered) {
  const entry = readLists(x.answer)?.failed?.[Number(index)];
  return member !== undefined && member !== 'id' && entry?.members[member] === null;
}

const ofItem = (list: string) => (place: { list: string | undefined; index: string | undefined }) =>
  place.list === list && place.index !== undefined;

export const success: readonly Check[] = [
  status200,
  declaredJson,
  membersOnce,
  noMark,
  lists,
  bySchema(
    {
      name: 'both-lists',
      level: 'SHOULD',
      clauses: ['OK-2b'],
    },
    () => true,
    ({ list }, { keyword }) => list === undefined && keyword === 'required',
  ),
  bySchema(
    {
      name: 'success-fields',
      level: 'MUST',
      clauses: ['OK-3a'],
      core: true,
    },
    hasEntries('success'),
    (place, { keyword, message: text }) =>
      ofItem('success')(place) &&
      !BOUNDS.has(keyword) &&
      place.member !== 'device_id' &&
      (place.member !== undefined || keyword === 'required') &&
      !text.includes('device_id'),
  ),
  sameId,
  bySchema(
    {
      name: 'failed-fields',
      level: 'MUST',
      clauses: ['OK-3c'],
    },
    hasEntries('failed'),
    (place, { keyword }, x) =>
      ofItem('failed')(place) &&
      !BOUNDS.has(keyword) &&
      (place.member !== undefined || keyword === 'required') &&
      !isNullBesideId(place, x),
  ),
  invariant({
    id: 'success/failed-complete',
    level: 'SHOULD',
    clauses: ['OK-3d'],
    title: 'a device in failed has the other fields of DeviceInfoSimple too',
    judge: (seen) => {
      const answers = performed(seen).filter(hasEntries('failed'));
      if (answers.length === 0) return [notTestable(message('success.none-in-failed', {}))];
      const wanted = seen.setting.edition.clause('OK-3b') ? ['device_name', 'device_id'] : ['device_name'];
      return answers.flatMap((x) => {
        // Null counts as absent.
        const entry = (readLists(x.answer)?.failed ?? []).find(({ members }) =>
          wanted.some((name) => members[name] == null),
        );
        const missing = wanted.filter((name) => entry && entry.members[name] == null);
        const other = (readLists(x.answer)?.failed ?? []).find(
          (e) => e.deviceId !== null && e.id !== null && e.deviceId !== e.id,
        );
        return [
          ...(missing.length > 0
            ? [breachOf('success.failed-lacks', x, { found: { names: missing }, expected: { names: wanted } })]
            : []),
          ...(other && wanted.includes('device_id')
            ? [
                breach(
                  message('success.device-id', { list: 'failed' }),
                  message('success.device-id.says', { id: other.idText }),
                  message('success.device-id.says', { id: other.deviceIdText }),
                  x,
                ),
              ]
            : []),
        ];
      });
    },
  }),
  bySchema(
    {
      name: 'bounds',
      level: 'SHOULD',
      clauses: ['OK-3e'],
    },
    () => true,
    (_, { keyword }) => BOUNDS.has(keyword),
  ),
  furtherMembers,
];
