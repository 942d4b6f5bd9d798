/** Findings of one cause: the same kind with like values, whatever devices they are about. */
import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../src/base/message.ts';
import { inEnglish, message } from '../../src/messages/messages.ts';
import { causesOf } from '../../src/report/causes.ts';
import type { ReportCheck, ReportSaid } from '../../src/report/report.gen.ts';

const entry = ({ kind, values }: Message): ReportSaid => ({ kind, values: { ...values } });

function check(id: string, said: Message, actual: Message, level: ReportCheck['level'] = 'MUST'): ReportCheck {
  return {
    id,
    title: `what ${id} wants`,
    level,
    clauses: [],
    outcome: 'failed',
    message: inEnglish(said),
    expected: 'something else',
    actual: inEnglish(actual),
    exchanges: [],
    findings: [
      {
        kind: said.kind,
        message: entry(said),
        expected: entry(message('text', { text: 'something else' })),
        actual: entry(actual),
        exchanges: [],
      },
    ],
    reproduce: null,
  };
}

const request = (ids: string) => message('request.ids', { ids });
const takes = (body: Message, text: string, id: string) => message('rounding.takes-for', { body, text, id });
const lists = (...ids: string[]) =>
  message('answer.lists', {
    success: message('answer.list', { ids }),
    failed: message('answer.list', { ids: [] }),
  });
const status = (code: number) => message('shared.status', { status: code });
const code = (code: string) => message('answer.code', { status: 400, code });
const told = (...checks: ReportCheck[]) =>
  causesOf(checks).map(({ check, others }) => [check, ...others].map(({ id }) => id));

describe('one cause', () => {
  test('is told once, whatever devices, requests and lists it was seen in, and in however many exchanges', () => {
    const often = message('in-exchanges', { message: takes(request('[20007.1]'), '20007.1', '20008'), count: 4 });
    const found = told(
      check('rounding/half', takes(request('[20003.5]'), '20003.5', '20004'), lists('20004')),
      check('rounding/batch', takes(message('request.body', { body: 'x' }), '20003.7', '20004'), lists('1', '20004')),
      check('rounding/small', often, lists()),
    );
    expect(found).toEqual([['rounding/half', 'rounding/batch', 'rounding/small']]);
  });

  test('is another where the kind is another, or the phrase in it', () => {
    const refused = (what: 'ids.of.zero' | 'ids.of.negative') => message('ids.succeeds', { what: message(what, {}) });
    const found = told(
      check('ids/zero', refused('ids.of.zero'), lists('0')),
      check('ids/negative', refused('ids.of.negative'), lists('-1')),
      check('rounding/half', takes(request('[20003.5]'), '20003.5', '20004'), lists('20004')),
    );
    expect(found).toHaveLength(3);
  });

  test('is another where another status or code came, or the level is another', () => {
    const not = message('not-performed', { request: request('[20001.5]') });
    expect(told(check('a/a', not, status(400)), check('a/b', not, status(500)))).toHaveLength(2);
    expect(told(check('a/a', not, code('A.1')), check('a/b', not, code('B.1')))).toHaveLength(2);
    expect(told(check('a/a', not, status(400)), check('a/b', not, status(400)))).toHaveLength(1);
    expect(told(check('a/a', not, status(400)), check('a/b', not, status(400), 'SHOULD'))).toHaveLength(2);
  });

  test('is no waiver that is past its day', () => {
    const one = check('a/a', takes(request('[20003.5]'), '20003.5', '20004'), lists('20004'));
    const expired = { ...one, id: 'a/b', message: `its waiver expired on 2026-01-31: known\n${one.message}` };
    expect(told(one, expired)).toEqual([['a/a'], ['a/b']]);
  });

  test('does not hang on the language of the words', () => {
    const one = check('a/a', takes(request('[20003.5]'), '20003.5', '20004'), lists('20004'));
    const other = check('a/b', takes(request('[20005.5]'), '20005.5', '20006'), lists('20006'));
    expect(told({ ...one, message: '甲' }, { ...other, message: '乙' })).toEqual([['a/a', 'a/b']]);
  });
});
