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

/** As a judge finds it in many exchanges: the first five are cited. */
function seenIn(one: ReportCheck, ...ids: string[]): ReportCheck {
  const findings = one.findings?.map((finding) => ({
    ...finding,
    message: ids.length === 1 ? finding.message : entry(inExchanges(finding.message, ids.length)),
    exchanges: ids.slice(0, 5),
    ...(ids.length > 5 && { seenIn: ids }),
  }));
  return { ...one, ...(findings && { findings }) };
}
const inExchanges = (said: ReportSaid, count: number) =>
  message('in-exchanges', { message: message(said.kind as 'text', said.values as { text: string }), count });

const missing = (id: string) => message('accounting.not-listed', { id });
const anyMissing = message('accounting.online-not-listed', {});
const another = message('effects.another-device', {});
const idsOf = (family: string, n: number) => Array.from({ length: n }, (_, i) => `${family}/x#${i + 1}`);

describe('a general rule and the scenarios in whose exchanges it was broken', () => {
  const scenario = seenIn(check('body/white-space', missing('20002'), lists()), 'a/x#1', 'a/x#1~1');
  const listed = seenIn(check('accounting/listed', anyMissing, lists()), ...idsOf('a', 30));
  const effects = seenIn(check('effects/no-other-device', another, lists()), ...idsOf('a', 12));

  test('are one cause, and the rule leads where it was broken in far more', () => {
    expect(told(scenario, listed, effects)).toEqual([
      ['accounting/listed', 'body/white-space', 'effects/no-other-device'],
    ]);
  });

  test('are one cause, and the scenario leads where it shows at least half', () => {
    const half = seenIn(check('rounding/half', takes(request('[20003.5]'), '20003.5', '20004'), lists()), 'a/x#1');
    const few = seenIn(check('accounting/listed', anyMissing, lists()), 'a/x#1', 'a/x#2');
    const successor = seenIn(
      check('rounding/never-the-successor', message('rounding.takes-successor', {}), lists()),
      'a/x#1',
      'a/x#2',
    );
    expect(told(half, successor, few)).toEqual([
      ['rounding/half', 'rounding/never-the-successor', 'accounting/listed'],
    ]);
  });

  test('are two where the rule was broken in other exchanges, or says something else', () => {
    const elsewhere = seenIn(check('effects/no-other-device', another, lists()), ...idsOf('b', 12));
    expect(told(listed, elsewhere)).toHaveLength(2);
    const twice = seenIn(check('accounting/in-both', message('accounting.in-both', {}), lists()), 'a/x#1');
    expect(told(listed, twice)).toHaveLength(2);
    const half = seenIn(check('rounding/half', takes(request('[20003.5]'), '20003.5', '20004'), lists()), 'a/x#1');
    expect(told(half, listed)).toHaveLength(2);
  });

  test('are two where what decides would hide behind what does not', () => {
    const should = { ...listed, level: 'SHOULD' as const };
    expect(told(scenario, should)).toHaveLength(2);
    expect(told(scenario, { ...listed, provisional: '0.2' })).toHaveLength(2);
    expect(told({ ...scenario, level: 'SHOULD' }, listed)).toHaveLength(1);
  });

  test('are two where an old report does not say in which exchanges', () => {
    const cut = listed.findings?.map(({ seenIn: _, ...finding }) => finding) ?? [];
    expect(told(scenario, { ...listed, findings: cut }, effects)).toHaveLength(3);
    expect(
      told(listed, { ...effects, findings: effects.findings?.map(({ seenIn: _, ...one }) => one) ?? [] }),
    ).toHaveLength(2);
  });
});

describe('refusals of one wrong kind', () => {
  const what = (kind: 'body.of.empty' | 'body.of.null') =>
    message('shared.no-error-status', { what: message(kind, {}), status: 200 });
  const page = message('answer.other', { type: 'text/html', words: 'Bad request' });

  test('are one cause whatever was sent and wanted, with what is wrong with the body of such a success', () => {
    const body = seenIn(check('success/body', message('success.not-json.actual', { body: 'x' }), page), 'a/x#1');
    expect(
      told(
        seenIn(check('body/empty', what('body.of.empty'), page), 'a/x#1'),
        body,
        seenIn(check('body/null', what('body.of.null'), page, 'SHOULD'), 'a/x#2'),
      ),
    ).toEqual([['body/empty', 'success/body', 'body/null']]);
  });

  test('are one cause of credentials, but for the one that is missing', () => {
    const accepted = (credential: 'auth.of.cut' | 'auth.of.altered' | 'auth.of.none') =>
      message('auth.accepted', { credential: message(credential, {}) });
    const trusted = check(
      'auth/kept-connection',
      message('auth.connection-trusted', {}),
      message('shared.request-answer', { request: message('auth.of.altered', {}), answer: lists() }),
    );
    expect(
      told(
        check('auth/cut', accepted('auth.of.cut'), lists()),
        check('auth/altered', accepted('auth.of.altered'), lists()),
        check('auth/missing', accepted('auth.of.none'), lists()),
        trusted,
      ),
    ).toEqual([['auth/cut', 'auth/altered', 'auth/kept-connection'], ['auth/missing']]);
  });
});
