import { isObject } from '../base/json.ts';
import type { Message, Value } from '../base/message.ts';
import { answerJson, errorMember } from '../exchange/answer.ts';
import { message } from '../messages/messages.ts';
import { ERROR_STATUSES } from '../operation/codes.ts';
import { misleadingCharset } from './charset.ts';
import { type Check, type Finding, invariant } from './check.ts';
import { type Answered, answeredWhere, breach, breachOf, cut, notTestable } from './judging.ts';
import { beginsWithMark, namedTwice } from './members.ts';
import type { Seen } from './seen.ts';
import { sayBoth, sayRequest, sayViolation } from './words.ts';

const isDocumented = (x: Answered) => x.request.method === 'POST' && ERROR_STATUSES.includes(x.answer.status);

/** POST on the path, answered 400, 404 or 500. */
const documented = (seen: Seen) => answeredWhere(seen, isDocumented);

/** Every other refusal: other statuses, other methods. An answer to HEAD has no body. */
const others = (seen: Seen) =>
  answeredWhere(seen, (x) => x.answer.status >= 400 && x.request.method !== 'HEAD' && !isDocumented(x));

const NONE = [notTestable(message('errors.not-refused', {}))];
const BOUNDS = new Set(['maxLength', 'maximum', 'minimum']);

/** What the error schema says against a body, bounds and the form of error_code left to their own checks. */
function bodyFindings(seen: Seen, answers: readonly Answered[]): Finding[] {
  if (answers.length === 0) return NONE;
  return answers.flatMap((x) => {
    const json = answerJson(x.answer);
    const expected = message('errors.body.expected', {});
    const actual = message('errors.body.actual', {
      request: sayRequest(x),
      status: x.answer.status,
      body: cut(x.answer.body, 120),
    });
    if (!x.answer.validUtf8) return [breachOf('errors.not-utf8', x, { actual })];
    if (!json.ok || !isObject(json.exact)) {
      const what = json.ok
        ? message('errors.is.no-object', {})
        : json.problem === 'empty'
          ? message('errors.is.empty', {})
          : message('errors.is.other', { problem: json.problem });
      return [
        breach(
          message('errors.no-object', { status: x.answer.status }),
          expected,
          message('shared.request-answer', { request: what, answer: cut(x.answer.body, 60) }),
          x,
        ),
      ];
    }
    return seen.setting.edition
      .judgeError(json.plain)
      .filter(({ keyword }) => !BOUNDS.has(keyword) && keyword !== 'pattern')
      .slice(0, 3)
      .map((violation) =>
        breach(
          message('errors.incomplete', {
            place: violation.pointer || message('errors.it', {}),
            problem: sayViolation(violation),
          }),
          expected,
          actual,
          x,
        ),
      );
  });
}

/** Digits that the published codes of each family have. */
const FAMILIES: Readonly<Record<string, readonly number[]>> = {
  SCB: [8],
  ROMA: [8, 4, 5],
  RML: [4],
  APIG: [4],
  APIGW: [4],
  APIC: [4],
  IAM: [4],
};

/** Why a code is not FAMILY.NUMBER in the form of its family; null where it is. */
function codeProblem(code: string): { known: boolean; problem: Message } | null {
  const [, family = '', digits = ''] = /^([A-Z][A-Z0-9]*)\.([0-9]+)$/.exec(code) ?? [];
  if (family === '') return { known: true, problem: message('errors.code-form.expected', {}) };
  const lengths = FAMILIES[family];
  if ((lengths ?? [4, 5, 8]).includes(digits.length)) return null;
  const digitsAsked = (lengths ?? [4, 5, 8]).map(String);
  return {
    known: lengths !== undefined,
    problem: message('errors.code-digits.expected', { family, digits: digitsAsked.reduce<Value>(either, '') }),
  };
}

/** `4 or 5`. */
const either = (before: Value, next: Value): Value =>
  before === '' ? next : message('errors.or', { first: before, next });

function codeFindings(answers: readonly Answered[], isJudged: (problem: { known: boolean }) => boolean): Finding[] {
  const coded = answers.filter((x) => errorMember(x.answer, 'error_code'));
  if (coded.length === 0) return [notTestable(message('errors.no-code', {}))];
  return coded.flatMap((x) => {
    const code = errorMember(x.answer, 'error_code') ?? '';
    const problem = codeProblem(code);
    return problem && isJudged(problem)
      ? [breach(message('errors.code-form', {}), problem.problem, JSON.stringify(cut(code, 60)), x)]
      : [];
  });
}

const fits = invariant({
  id: 'errors/code-fits',
  level: 'SHOULD',
  clauses: ['ERR-3'],
  title: 'error_code fits the case',
  judge: (seen) => {
    const answers = documented(seen).filter(
      (x) => x.request.credential === 'valid' && errorMember(x.answer, 'error_code'),
    );
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const code = errorMember(x.answer, 'error_code') ?? '';
      const expected = fitting(x);
      return expected === null || expected.test(code)
        ? []
        : [breach(message('errors.code-unfit', { status: x.answer.status }), sayPattern(expected), sayBoth(x), x)];
    });
  },
});

const INVALID = /^(SCB\.0000000[03]|ROMA\.00110001|RML\.\d+)$/;
const NO_RESOURCE = /^ROMA\.00110006$/;

/** An unknown instance is judged by uri/unknown-instance-answer; 500 has no one fitting code. */
function fitting({ request, answer }: Answered): RegExp | null {
  if (request.instance === 'absent') return null;
  if (answer.status === 400) return INVALID;
  return answer.status === 404 ? NO_RESOURCE : null;
}

const sayPattern = (pattern: RegExp) =>
  message(pattern === INVALID ? 'errors.code-unfit.invalid.expected' : 'errors.code-unfit.no-resource.expected', {});

const requestIdUnique = invariant({
  id: 'errors/request-id-unique',
  level: 'SHOULD',
  clauses: ['ERR-4'],
  title: 'request_id differs from answer to answer',
  judge: (seen) => {
    const seenIn = new Map<string, Answered>();
    const answers = answeredWhere(seen, (x) => Boolean(errorMember(x.answer, 'request_id')));
    if (answers.length < 2) return [notTestable(message('errors.few-request-ids', {}))];
    return answers.flatMap((x) => {
      const id = errorMember(x.answer, 'request_id') ?? '';
      const before = seenIn.get(id);
      if (!before) seenIn.set(id, x);
      return before
        ? [
            breach(
              message('errors.same-request-id', {}),
              message('errors.same-request-id.expected', {}),
              message('errors.same-request-id.actual', {}),
              before,
              x,
            ),
          ]
        : [];
    });
  },
});

const TRACE =
  /(^|\n)\s*at (?:(?=\S*[.$<])[\w$.<>]+\s*\(|[\w$]+ \([^)\n]*:\d)|\.java:\d+\)|Traceback \(most recent call last\)|goroutine \d+ \[|\n\s+File "[^"]+", line \d+|\bat [\w$.]+\([\w$]+\.(java|kt|scala|cs|ts|js):\d+/;

const noStackTrace = invariant({
  id: 'errors/no-stack-trace',
  level: 'SHOULD',
  clauses: ['ERR-5'],
  title: 'error_msg shows no stack trace',
  judge: (seen) => {
    const answers = answeredWhere(seen, (x) => Boolean(errorMember(x.answer, 'error_msg')));
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const text = errorMember(x.answer, 'error_msg') ?? '';
      const trace = TRACE.exec(text)?.[0].trim();
      return trace === undefined ? [] : [breachOf('errors.stack-trace', x, { actual: cut(trace, 60) })];
    });
  },
});

const bounds = invariant({
  id: 'errors/bounds',
  level: 'SHOULD',
  clauses: ['ERR-1c'],
  title: 'error fields keep the bounds that the edition states (which its own examples break)',
  judge: (seen) => {
    const answers = documented(seen);
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const json = answerJson(x.answer);
      if (!json.ok || !isObject(json.exact)) return [];
      return seen.setting.edition
        .judgeError(json.plain)
        .filter(({ keyword }) => keyword === 'maxLength')
        .map((violation) =>
          breach(
            message('schema.at', { place: violation.pointer, violation: sayViolation(violation) }),
            message('errors.bound.expected', {}),
            message('errors.bound.actual', {}),
            x,
          ),
        );
    });
  },
});

/** Judges every error answer by itself, whatever its status. */
const ofEach =
  (judge: (x: Answered) => Finding[]) =>
  (seen: Seen): Finding[] => {
    const answers = [...documented(seen), ...others(seen)];
    return answers.length === 0 ? NONE : answers.flatMap(judge);
  };

const noMark = invariant({
  id: 'errors/no-byte-order-mark',
  level: 'SHOULD',
  clauses: ['ERR-1f'],
  title: 'an error body begins with no byte order mark',
  judge: ofEach(beginsWithMark),
});

const membersOnce = invariant({
  id: 'errors/members-once',
  level: 'SHOULD',
  clauses: ['ERR-1e'],
  title: 'no member of an error body is named twice',
  judge: ofEach(namedTwice),
});

const charset = invariant({
  id: 'errors/charset',
  level: 'SHOULD',
  clauses: ['ERR-1d'],
  title: 'no error body is declared in a charset in which it would read differently',
  judge: (seen) => {
    const answers = documented(seen).filter((x) => x.answer.validUtf8);
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const declared = misleadingCharset(x.answer);
      return declared === null ? [] : [breachOf('errors.charset', x, { actual: cut(declared, 40) })];
    });
  },
});

export const errors: readonly Check[] = [
  invariant({
    id: 'errors/body',
    level: 'MUST',
    clauses: ['ERR-1a'],
    core: true,
    title: '400, 404 and 500 carry error_code, error_msg and request_id',
    judge: (seen) => bodyFindings(seen, documented(seen)),
  }),
  invariant({
    id: 'errors/other-statuses',
    level: 'SHOULD',
    clauses: ['ERR-1b'],
    title: 'other error statuses, and refused methods, carry error_code, error_msg and request_id too',
    judge: (seen) => bodyFindings(seen, others(seen)),
  }),
  bounds,
  charset,
  membersOnce,
  noMark,
  invariant({
    id: 'errors/code-format',
    level: 'MUST',
    clauses: ['ERR-2a'],
    core: true,
    title: 'error_code is FAMILY.NUMBER with the digits of its family',
    judge: (seen) => codeFindings(documented(seen), ({ known }) => known),
  }),
  invariant({
    id: 'errors/code-families',
    level: 'SHOULD',
    clauses: ['ERR-2b'],
    title: 'codes of other families have four, five or eight digits, and codes with other statuses have the same form',
    judge: (seen) => {
      const findings = [
        ...codeFindings(documented(seen), ({ known }) => !known),
        ...codeFindings(others(seen), () => true),
      ];
      const judged = findings.filter((finding) => finding.kind !== 'obstacle');
      return findings.length === 2 && judged.length === 0 ? findings.slice(0, 1) : judged;
    },
  }),
  fits,
  requestIdUnique,
  noStackTrace,
];
