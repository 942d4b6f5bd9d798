import { isObject } from '../base/json.ts';
import { answerJson, errorMember } from '../exchange/answer.ts';
import { misleadingCharset } from './charset.ts';
import { type Check, type Finding, invariant } from './check.ts';
import { type Answered, answeredWhere, breach, cut, notTestable, say, sayAnswer } from './judging.ts';
import type { Seen } from './seen.ts';

const isDocumented = (x: Answered) => x.request.method === 'POST' && [400, 404, 500].includes(x.answer.status);

/** POST on the path, answered 400, 404 or 500. */
const documented = (seen: Seen) => answeredWhere(seen, isDocumented);

/** Every other refusal: other statuses, other methods. An answer to HEAD has no body. */
const others = (seen: Seen) =>
  answeredWhere(seen, (x) => x.answer.status >= 400 && x.request.method !== 'HEAD' && !isDocumented(x));

const NONE = [notTestable('no request was refused so')];
const BOUNDS = new Set(['maxLength', 'maximum', 'minimum']);

/** What the error schema says against a body, bounds and the form of error_code left to their own checks. */
function bodyFindings(seen: Seen, answers: readonly Answered[]): Finding[] {
  if (answers.length === 0) return NONE;
  return answers.flatMap((x) => {
    const json = answerJson(x.answer);
    const expected = 'a JSON object with error_code, error_msg and request_id, non-empty strings';
    if (!x.answer.validUtf8) {
      const actual = `${say(x)}: status ${x.answer.status}, ${cut(x.answer.body, 120)}`;
      return [breach('an error body is not UTF-8', 'a JSON object in UTF-8', actual, x)];
    }
    if (!json.ok || !isObject(json.exact)) {
      const what = json.ok
        ? 'JSON that is no object'
        : json.problem === 'empty'
          ? 'no body'
          : `a body that is ${json.problem}`;
      return [
        breach(
          `status ${x.answer.status} has no JSON object as its body`,
          expected,
          `${what}: ${cut(x.answer.body, 60)}`,
          x,
        ),
      ];
    }
    return seen.setting.edition
      .judgeError(json.plain)
      .filter(({ keyword }) => !BOUNDS.has(keyword) && keyword !== 'pattern')
      .slice(0, 3)
      .map(({ pointer, message }) =>
        breach(
          `an error body is incomplete: ${pointer || 'it'} ${message}`,
          expected,
          `${say(x)}: status ${x.answer.status}, ${cut(x.answer.body, 120)}`,
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
function codeProblem(code: string): { known: boolean; problem: string } | null {
  const [, family = '', digits = ''] = /^([A-Z][A-Z0-9]*)\.([0-9]+)$/.exec(code) ?? [];
  if (family === '') return { known: true, problem: 'a family in capitals, a point and digits, such as ROMA.00110006' };
  const lengths = FAMILIES[family];
  if ((lengths ?? [4, 5, 8]).includes(digits.length)) return null;
  return { known: lengths !== undefined, problem: `${family}. and ${(lengths ?? [4, 5, 8]).join(' or ')} digits` };
}

function codeFindings(answers: readonly Answered[], isJudged: (problem: { known: boolean }) => boolean): Finding[] {
  const coded = answers.filter((x) => errorMember(x.answer, 'error_code'));
  if (coded.length === 0) return [notTestable('no error had an error_code')];
  return coded.flatMap((x) => {
    const code = errorMember(x.answer, 'error_code') ?? '';
    const problem = codeProblem(code);
    return problem && isJudged(problem)
      ? [breach('error_code has another form', problem.problem, JSON.stringify(cut(code, 60)), x)]
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
        : [
            breach(
              `error_code does not fit status ${x.answer.status}`,
              sayPattern(expected),
              `${say(x)}: ${sayAnswer(x.answer)}`,
              x,
            ),
          ];
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
  pattern === INVALID ? 'SCB.00000000, SCB.00000003, ROMA.00110001 or RML.* with 400' : 'ROMA.00110006 with 404';

const requestIdUnique = invariant({
  id: 'errors/request-id-unique',
  level: 'SHOULD',
  clauses: ['ERR-4'],
  title: 'request_id differs from answer to answer',
  judge: (seen) => {
    const seenIn = new Map<string, Answered>();
    const answers = answeredWhere(seen, (x) => Boolean(errorMember(x.answer, 'request_id')));
    if (answers.length < 2) return [notTestable('fewer than two answers had a request_id')];
    return answers.flatMap((x) => {
      const id = errorMember(x.answer, 'request_id') ?? '';
      const before = seenIn.get(id);
      if (!before) seenIn.set(id, x);
      return before
        ? [
            breach(
              'two answers have the same request_id',
              'a request_id of its own for each answer',
              'the same request_id',
              before,
              x,
            ),
          ]
        : [];
    });
  },
});

const TRACE =
  /(^|\n)\s*at [\w$.<>]+\s*\(|\.java:\d+\)|Traceback \(most recent call last\)|goroutine \d+ \[|\n\s+File "[^"]+", line \d+|\bat [\w$.]+\([\w$]+\.(java|kt|scala|cs|ts|js):\d+/;

const noStackTrace = invariant({
  id: 'errors/no-stack-trace',
  level: 'SHOULD',
  clauses: ['ERR-5'],
  title: 'error_msg shows no stack trace',
  judge: (seen) => {
    const answers = answeredWhere(seen, (x) => Boolean(errorMember(x.answer, 'error_msg')));
    if (answers.length === 0) return NONE;
    return answers.flatMap((x) => {
      const message = errorMember(x.answer, 'error_msg') ?? '';
      const trace = TRACE.exec(message)?.[0].trim();
      return trace === undefined
        ? []
        : [breach('error_msg shows a stack trace', 'a message for the caller', cut(trace, 60), x)];
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
        .map(({ pointer, message }) =>
          breach(`${pointer} ${message}`, message, 'a longer text; the examples of the edition are longer too', x),
        );
    });
  },
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
      return declared === null
        ? []
        : [breach('an error body is declared in another charset', 'UTF-8, or none', cut(declared, 40), x)];
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
