/** What the model says of one answer, what relations say of two, and how a failing sequence is made smaller. */
import { describe, expect, test } from '@jest/globals';
import { judgeByModel, judgeRelation } from '../../../src/checks/explore/model.ts';
import type { Sequence } from '../../../src/checks/explore/sequence.ts';
import { smaller } from '../../../src/checks/explore/shrink.ts';
import { post } from '../../../src/checks/request.ts';
import type { Answer, Request } from '../../../src/exchange/exchange.ts';
import { inEnglish } from '../../../src/messages/messages.ts';
import { listOf } from '../../../src/operation/body.ts';
import { answerWith } from '../hand-made.ts';

const named = (id: number) => ({ id, device_name: `d${id}`, device_id: id });
const answered = (success: number[], failed: number[] = []): Answer =>
  answerWith(200, JSON.stringify({ success: success.map(named), failed: failed.map(named) }));
const refused = (status: number): Answer => answerWith(status, '{"error_code":"SCB.00000000"}');

/** Devices, of which 4 may be offline. */
const devices = new Set(['0', '1', '2', '3', '4', '5', '7', '2147483647', '2147483648']);
const world = { ground: { devices }, isOnline: (id: string) => devices.has(id) && id !== '4' };
const found = (request: Request, answer: Answer) =>
  judgeByModel(request, answer, world).map(({ message, expected }) => `${inEnglish(message)} | ${inEnglish(expected)}`);
const onList = (...ids: (string | number)[]) => post(listOf(...ids.map(String)));
const many = Array.from({ length: 16 }, (_, i) => 1 + (i % 5) + i * 100);

describe('the model', () => {
  test.each<[string, Request, Answer, string[]]>([
    ['all in success', onList(1, 2), answered([1, 2]), []],
    ['an online device in failed', onList(1), answered([], [1]), []],
    [
      'a device left out',
      onList(1, 2),
      answered([1]),
      ['2 was asked for, is online and is not listed | 2 in success or failed'],
    ],
    ['one left out that may be offline', onList(1, 4), answered([1]), []],
    ['one of no device left out', onList(1, 77), answered([1]), []],
    ['in both lists', onList(1), answered([1], [1]), ['1 is in both lists | 1 in one list']],
    ['in one list twice', onList(1), answered([1, 1]), ['1 was sent once and is listed twice | 1 once']],
    ['sent twice and listed twice', onList(1, 1), answered([1, 1]), []],
    [
      'of no device in success',
      onList(77),
      answered([77]),
      ['77, which no device has, is in success | 77 in failed, or 404'],
    ],
    ['of no device in failed', onList(77), answered([], [77]), []],
    ['unasked', onList(1), answered([1, 2]), ['2 is listed and was not asked for | only ids of the request']],
    ['rounded down', onList('1.9'), answered([1]), []],
    [
      'rounded up',
      onList('1.9'),
      answered([2]),
      [
        '1 was asked for, is online and is not listed | 1 in success or failed',
        '2 is listed and was not asked for | only ids of the request',
      ],
    ],
    [
      'more than can be told',
      onList(1),
      answered([1], [11, 12, 13, 14, 15, 16, 17]),
      [11, 12, 13, 14, 15].map((id) => `${id} is listed and was not asked for | only ids of the request`),
    ],
    ['no lists', onList(1), answerWith(200, '{}'), []],
    ['one list', onList(1), answerWith(200, '{"success":[],"failed":{}}'), []],
    ['another status of success', onList(1), answerWith(204, ''), []],
    ['a credential refused in any way', post(listOf('1'), { credential: 'cut' }), refused(500), []],
    ['a redirect for a bad credential', post(listOf('1'), { credential: 'none' }), refused(300), []],
    [
      'a bad credential accepted',
      post(listOf('1'), { credential: 'cut' }),
      answered([1]),
      ['a request with a bad credential is accepted | no 2xx status'],
    ],
    [
      'a bad credential answered as if',
      post('{}', { credential: 'cut' }),
      answerWith(299, '{}'),
      [
        'a request with a bad credential is answered with status 299 and no lists, in place of an error status | no 2xx status',
      ],
    ],
    ['a malformed body refused', onList(1, '"x"'), refused(400), []],
    [
      'a malformed body refused otherwise',
      onList(1, '"x"'),
      refused(422),
      ['a malformed body is not refused with 400 | status 400'],
    ],
    ['the same, of one that may be offline', onList(4, '"x"'), refused(422), []],
    [
      'a malformed body accepted, of one that may be offline',
      onList(4, '"x"'),
      answered([4]),
      ['a malformed body is not refused with 400 | status 400'],
    ],
    ['devices refused', onList(1, 2), refused(400), ['a well-formed batch is answered 400 | status 200']],
    ['devices refused with 500', onList(1), refused(500), ['a well-formed batch is answered 500 | status 200']],
    ['one that may be offline refused', onList(1, 4), refused(500), []],
    ['of no device with 404', onList(1, 77), refused(404), []],
    ['of no device with 400', onList(1, 77), refused(400), []],
    ['of no device with 500', onList(1, 77), refused(500), ['a well-formed batch is answered 500 | status 200']],
    ['devices with 404', onList(1), refused(404), ['a well-formed batch is answered 404 | status 200']],
    ['nothing asked for', onList(), refused(400), []],
    ['repeats with 400', onList(1, 1), refused(400), []],
    ['repeats with 404', onList(1, 1), refused(404), ['a well-formed batch is answered 404 | status 200']],
    ['an odd number with 400', onList(1, '2e0'), refused(400), []],
    ['another spelling with 400', post('{"device_ids":[1],"note":"conformance"}'), refused(400), []],
    ['an escape with 400', post('{"device\\u005fids":[1]}'), refused(400), []],
    ['a small batch with 413', onList(1), refused(413), ['a well-formed batch is answered 413 | status 200']],
    ['a large batch with 413', onList(...many), refused(413), []],
    ['a large batch with 400', onList(1, 2, 3, 5, ...many.slice(4)), refused(400), []],
    [
      'a batch that is not large with 413',
      onList(...many.slice(1)),
      refused(413),
      ['a well-formed batch is answered 413 | status 200'],
    ],
    ['a small number for a bad credential', post(listOf('1'), { credential: 'cut' }), refused(199), []],
    ['a redirect of a malformed body, of one that may be offline', onList(4, '"x"'), refused(300), []],
    ['a status before those of success', onList(1), refused(199), ['a well-formed batch is answered 199 | status 200']],
    [
      'the last status of success',
      onList(1),
      { ...answered([]), status: 299 },
      ['1 was asked for, is online and is not listed | 1 in success or failed'],
    ],
    ['what may be a device to a double', onList('6.99999999999999999999'), answered([6]), []],
    [
      'what may be one beside another',
      onList(77, '6.99999999999999999999'),
      answered([77]),
      ['77, which no device has, is in success | 77 in failed, or 404'],
    ],
    [
      'what may be a device is not absent',
      onList('6.99999999999999999999'),
      refused(404),
      ['a well-formed batch is answered 404 | status 200'],
    ],
    ['what may be one that is offline', onList('3.99999999999999999999'), refused(500), []],
    ['zero with 400', onList(0), refused(400), []],
    ['the first past an int with 400', onList('2147483648'), refused(400), []],
    ['the last int with 400', onList('2147483647'), refused(400), ['a well-formed batch is answered 400 | status 200']],
    [
      'a large batch with 500',
      onList(...many.map((_, i) => [1, 2, 3, 5][i % 4] ?? 1)),
      refused(500),
      ['a well-formed batch is answered 500 | status 200'],
    ],
  ])('%s', (_, request, answer, expected) => expect(found(request, answer)).toEqual(expected));
});

describe('relations', () => {
  const told = (...of: Parameters<typeof judgeRelation>) => {
    const breach = judgeRelation(...of);
    return breach && `${inEnglish(breach.message)} | ${inEnglish(breach.expected)}`;
  };
  test.each<[string, Parameters<typeof judgeRelation>, string | null]>([
    ['the same in another order', ['order', answered([1, 2], [77]), answered([2, 1], [77])], null],
    [
      'moved to failed',
      ['order', answered([1, 2]), answered([1], [2])],
      'the same ids in another order are listed elsewhere: 2 in failed | as before: status 200, success [1, 2], failed []',
    ],
    [
      'moved to success',
      ['part', answered([1], [77]), answered([77])],
      'the same ids in a smaller batch are listed elsewhere: 77 in success | as before: status 200, success [1], failed [77]',
    ],
    [
      'moved by another spelling',
      ['spelling', answered([1]), answered([], [1])],
      'the same ids in a body that is spelled otherwise are listed elsewhere: 1 in failed | as before: status 200, success [1], failed []',
    ],
    [
      'refused in one spelling alone',
      ['spelling', answered([1]), refused(400)],
      'the same ids in a body that is spelled otherwise are answered 400 | as before: status 200, success [1], failed []',
    ],
    [
      'taken in one spelling alone',
      ['spelling', refused(400), answered([1])],
      'the same ids in a body that is spelled otherwise are answered 200 | as before: status 400, error_code SCB.00000000',
    ],
    ['refused in both', ['spelling', refused(400), refused(400)], null],
    ['refused in another order', ['order', answered([1]), refused(400)], null],
    ['not there before', ['part', answered([1]), answered([1, 2])], null],
    ['no lists before', ['part', answerWith(200, '{}'), answered([], [1])], null],
    ['no lists after', ['part', answered([1]), answerWith(200, '{"failed":{}}')], null],
    ['unreadable failed before', ['part', answerWith(200, '{"success":[],"failed":1}'), answered([], [1])], null],
    ['then another status', ['order', answered([1]), { ...answered([], [1]), status: 201 }], null],
    ['no object before', ['part', answerWith(200, '[]'), answered([], [1])], null],
    ['no object after', ['part', answered([1]), answerWith(200, '[]')], null],
    ['first another status', ['order', answerWith(201, answered([1]).body), answered([], [1])], null],
  ])('%s', (_, of, expected) => expect(told(...of)).toEqual(expected));
});

describe('less', () => {
  const step = (ids: string[], online = true, changes: Partial<Request> = {}): Sequence[number] => ({
    requests: [post(listOf(...ids), changes)],
    online,
  });
  const shown = (sequence: Sequence) =>
    sequence
      .map(
        ({ requests, online }) =>
          `${online ? '' : 'as it is '}${requests.map(({ body, credential }) => `${credential === 'valid' ? '' : credential}${/\[(.*)\]/.exec(body ?? '')?.[1] ?? body}`).join(' & ')}`,
      )
      .join(' > ');
  test.each<[string, Sequence, string[]]>([
    ['one request of one id', [step(['1'])], []],
    ['one request of two', [step(['1', '2'])], ['2', '1']],
    ['two steps', [step(['1']), step(['2'], false)], ['1', '2']],
    [
      'three steps',
      [step(['1']), step(['2'], false), step(['3'])],
      ['1', '2', '3', 'as it is 2 > 3', '1 > 3', '1 > as it is 2'],
    ],
    [
      'two in flight',
      [{ requests: [post(listOf('1')), post(listOf('2', '3'))], online: false }],
      ['as it is 2,3', 'as it is 1', 'as it is 1 & 3', 'as it is 1 & 2'],
    ],
    ['a bad credential keeps a good one behind it', [step(['1'], true, { credential: 'cut' }), step(['2'])], ['2']],
    [
      'nor does one in flight beside it do',
      [step(['1']), { requests: [post(listOf('2')), post(listOf('3'), { credential: 'cut' })], online: true }],
      ['1', '1 > 2'],
    ],
    ['a body that is not as documented stays', [{ requests: [post('{"device_ids":[1,"x"]}')], online: true }], []],
  ])('%s', (_, sequence, expected) => expect([...smaller(sequence)].map(shown)).toEqual(expected));

  test('a long batch is halved', () => {
    const ids = Array.from({ length: 13 }, (_, i) => String(i + 1));
    expect([...smaller([step(ids)])].map(shown)).toEqual([ids.slice(0, 7).join(), ids.slice(7).join()]);
    expect([...smaller([step(ids.slice(1))])]).toHaveLength(12);
  });
  test('relations are left out', () => {
    const related: Sequence = [step(['1']), { ...step(['1', '2']), relation: { kind: 'part', to: 0 } }];
    expect([...smaller(related)].flat().some((one) => 'relation' in one)).toBe(false);
  });
});
