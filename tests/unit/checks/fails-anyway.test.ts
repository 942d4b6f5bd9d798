/** Every plain request ends in an internal error: that is one finding, and what others ask for is not judged by theirs. */
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../src/checks/catalogue.ts';
import { isPlain } from '../../../src/checks/request.ts';
import type { Request } from '../../../src/exchange/exchange.ts';
import { judge } from '../../../src/verdict/outcome.ts';
import { rehearsed, type World } from './rehearsed.ts';

const INTERNAL = '{"error_code":"ROMA.00110000","error_msg":"Internal error.","request_id":"model"}';

/** Answered 500 where that holds; `code` for an instance that does not exist. */
const failing =
  (isAffected: (request: Request, place: number) => boolean, code = 'ROMA.00110000'): NonNullable<World['answer']> =>
  ({ request, model, place }) =>
    request.path === 'operation' && request.credential === 'valid' && isAffected(request, place)
      ? {
          ...model,
          status: 500,
          body: request.instance === 'absent' ? INTERNAL.replace('ROMA.00110000', code) : INTERNAL,
        }
      : model;

const outcomes = (answer: NonNullable<World['answer']>, ids: readonly string[]) => {
  const { results } = rehearsed({ answer });
  return ids.map((id) => results.find(({ check }) => check.id === id)?.outcome);
};

describe('where every request is answered 500', () => {
  test.each([
    'ids/past-int32',
    'ids/past-uint32',
    'ids/wrap-uint32',
    'ids/past-double',
    'ids/top-of-range',
    'ids/zero',
    'body/refused-with-400',
    'body/numeric-string',
    'body/empty',
    'accounting/absent-answer',
    'uri/method-not-allowed',
    'uri/unknown-instance',
    'uri/unknown-instance-answer',
  ])('%s is neither failed nor passed', (id) =>
    expect(
      outcomes(
        failing(() => true),
        [id],
      ),
    ).toEqual(['error']),
  );

  test('it says so', () => {
    const { results } = rehearsed({ answer: failing(() => true) });
    expect(results.find(({ check }) => check.id === 'ids/past-int32')?.message).toMatch(
      /every plain request .* uri\/post/,
    );
  });

  test('what the documents ask of an unknown instance is judged', () =>
    expect(
      outcomes(
        failing(() => true, 'ROMA.00110002'),
        ['uri/unknown-instance-answer'],
      ),
    ).toEqual(['passed']));
});

describe('a large id is accused of its 500', () => {
  const isLarge = ({ body }: Request) => /\d{10}/.test(body ?? '');
  test('where plain requests are performed', () =>
    expect(outcomes(failing(isLarge), ['ids/past-int32'])).toEqual(['failed']));

  test('where some of them are', () =>
    expect(
      outcomes(
        failing((request) => isLarge(request) || /2000[1-4]\]/.test(request.body ?? '')),
        ['ids/past-int32'],
      ),
    ).toEqual(['failed']));

  test('where none was sent for a device', () => {
    const { record } = rehearsed({ answer: failing(() => true) });
    const exchanges = record.exchanges.filter(({ request }) => !isPlain(request) || isLarge(request));
    const results = judge({ ...record, exchanges }, catalogue);
    expect(results.find(({ check }) => check.id === 'ids/past-int32')?.outcome).toBe('failed');
  });
});
