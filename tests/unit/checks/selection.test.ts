/** What --only and --skip leave, and what is said of a glob that fits nothing. */
import { expect, test } from '@jest/globals';
import { catalogue } from '../../../src/checks/catalogue.ts';
import { select } from '../../../src/checks/select.ts';

const ids = (checks: readonly { id: string }[]) => checks.map(({ id }) => id);
const scenarios = ids(catalogue.filter(({ kind }) => kind === 'scenario'));
const all = ids(catalogue);

test('nothing is left out by default', () => {
  const { judged, run, partial, from } = select(catalogue, [], []);
  expect([judged, run, partial, from]).toEqual([catalogue, catalogue, false, catalogue.length]);
});
test('a scenario alone is run alone', () => {
  const { judged, run, partial } = select(catalogue, ['rounding/half'], []);
  expect([ids(judged), ids(run), partial]).toEqual([['rounding/half'], ['rounding/half'], true]);
});
test('an invariant takes the scenarios of its family with it', () => {
  const { judged, run } = select(catalogue, ['rounding/whole-id-in-answer'], []);
  expect(ids(judged)).toEqual(['rounding/whole-id-in-answer']);
  expect(ids(run)).toEqual(
    all.filter((id) => id.startsWith('rounding/') && (scenarios.includes(id) || id === 'rounding/whole-id-in-answer')),
  );
});
test.each(['accounting/listed', 'success/lists', 'errors/body', 'effects/goes-offline'])(
  '%s takes all scenarios with it',
  (id) => {
    const { judged, run } = select(catalogue, [id], []);
    expect(ids(judged)).toEqual([id]);
    expect(ids(run)).toEqual(all.filter((one) => scenarios.includes(one) || one === id));
  },
);
test('but none that is skipped', () => {
  const { judged, run } = select(catalogue, ['success/lists'], ['uri/*', 'body/empty']);
  expect(ids(judged)).toEqual(['success/lists']);
  expect(ids(run)).toEqual(
    all.filter(
      (id) => id === 'success/lists' || (scenarios.includes(id) && !id.startsWith('uri/') && id !== 'body/empty'),
    ),
  );
});
test('what is skipped is not judged', () => {
  const { judged, partial } = select(catalogue, [], ['body/*']);
  expect([ids(judged), partial]).toEqual([all.filter((id) => !id.startsWith('body/')), true]);
});
test.each<[string[], string[], string]>([
  [['rounding'], [], '--only rounding: no check has such an id; did you mean "rounding/*"?'],
  [['roundin/*'], [], '--only roundin/*: no check has such an id; did you mean "rounding/*"?'],
  [['rounding/hlaf'], [], '--only rounding/hlaf: no check has such an id; did you mean "rounding/half"?'],
  [[], ['bodi/*'], '--skip bodi/*: no check has such an id; did you mean "body/*"?'],
  [['half'], [], '--only half: no check has such an id; did you mean "rounding/half"?'],
  [['*request-idx*'], [], 'the families are'],
  [['xy'], [], 'the families are'],
  [['*-connectio'], [], 'did you mean "auth/kept-connection"?'],
  [['kept-con'], [], 'did you mean "auth/kept-connection"?'],
  [['tok'], [], 'did you mean "auth/cut-token"?'],
  [['ok'], [], 'the families are'],
  [['uri/pots'], [], 'did you mean "uri/post"?'],
  [['efects/*'], [], 'did you mean "effects/*"?'],
  [['post'], [], 'did you mean "uri/post"?'],
  [['success/names'], [], 'did you mean "success/lists"?'],
  [
    ['*', 'nothing-like-it-at-all'],
    [],
    '--only nothing-like-it-at-all: no check has such an id; the families are uri/*, auth/*, body/*, rounding/*, ids/*, accounting/*, success/*, errors/*, effects/*, and `roma-conformance checks` lists their checks',
  ],
  [[], ['*'], '--only and --skip leave no check to run'],
  [['uri/*'], ['uri/*'], '--only and --skip leave no check to run'],
])('only %j and skip %j: %s', (only, skip, expected) => {
  expect(() => select(catalogue, only, skip)).toThrow(expected);
});
