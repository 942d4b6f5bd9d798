/** A bad credential on a connection that carried a valid one, where connections are closed now and then. */
import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/exchange/exchange.ts';
import { rehearsed, type World } from './rehearsed.ts';

const ID = 'auth/kept-connection';

function judged(world: World) {
  const { results, record } = rehearsed(world);
  const result = results.find(({ check }) => check.id === ID);
  const sent = record.exchanges.filter(({ check }) => check === ID);
  return { ...result, sent, credentials: sent.map(({ request }) => request.credential) };
}

const QUIET = ['valid', 'altered', 'valid', 'none', 'valid'];
const trusting: World['answer'] = ({ request, model }) =>
  request.credential === 'valid' || model.status !== 401
    ? model
    : { ...model, status: 200, body: '{"success":[],"failed":[]}' };

describe('a kept connection', () => {
  test('that stays open takes five requests', () => {
    expect(judged({}).credentials).toEqual(QUIET);
  });

  test.each([0, 2, 4])('is tried again where the one behind answer %i was closed', (closed) => {
    const { outcome, credentials } = judged({ closes: (place) => place === closed });
    expect(outcome).toBe('passed');
    expect(credentials.length).toBeLessThanOrEqual(7);
  });

  test('that is trusted is found although the first ones were closed', () => {
    const { outcome, findings, sent } = judged({ answer: trusting, closes: (place) => place < 3 });
    expect(outcome).toBe('failed');
    const [first] = findings ?? [];
    const [good, bad] = first?.kind === 'breach' ? first.exchanges.map((id) => sent.find((x) => x.id === id)) : [];
    expect([good?.request.credential, bad?.request.credential]).toEqual(['valid', 'altered']);
    expect(bad?.onKeptConnection).toBe(true);
  });

  test('carries the very request that was just answered 200, once', () => {
    const bodies = judged({}).sent.map(({ request }) => request.body);
    expect(bodies.map((body) => body === bodies[0])).toEqual([true, true, true, false, true]);
  });

  test('carries another where that was not performed', () => {
    const { sent } = judged({
      answer: ({ check, request, model }) =>
        check === ID && request.credential === 'valid' ? { ...model, status: 404, body: '{}' } : model,
    });
    expect(sent.map(({ request }) => request.body === sent[0]?.request.body)).toEqual([true, false, true, false, true]);
  });

  test('is not blamed where the answer may have been kept', () => {
    const kept = new Map<string | null, Answer>();
    const { outcome, message } = judged({
      answer: ({ check, request, model }) => {
        // Others ask for the shared device too, and then both bad credentials would be let in.
        if (check !== ID) return model;
        const answer = kept.get(request.body) ?? model;
        if (answer.status === 200) kept.set(request.body, answer);
        return answer;
      },
    });
    expect(outcome).toBe('failed');
    expect(message).toContain('comes from a cache');
  });

  test('is blamed where another request was let in too', () => {
    const { message } = judged({ answer: trusting });
    expect(message).toContain('a connection is trusted');
    expect(message).not.toContain('cache');
  });

  test('that is always closed is given up after three bad credentials, each followed by a valid one', () => {
    const { outcome, message, credentials } = judged({ closes: true });
    expect(outcome).toBe('not-testable');
    expect(message).toContain('closed the connection after 6 of 6 answers');
    expect(credentials).toEqual(['valid', 'altered', 'valid', 'altered', 'valid', 'altered', 'valid']);
  });

  test('for which the answers say that they are closed meets no bad credential', () => {
    const { outcome, message, credentials } = judged({
      closes: true,
      answer: ({ model }) => ({ ...model, headers: { ...model.headers, connection: 'close' } }),
    });
    expect(outcome).toBe('not-testable');
    expect(message).toContain('closed the connection after 3 of 3 answers');
    expect(credentials).toEqual(['valid', 'valid', 'valid', 'valid']);
  });

  test('is no more tried where the valid credential is refused', () => {
    const { credentials } = judged({
      closes: true,
      answer: ({ check, request, model, place }) =>
        check === ID && request.credential === 'valid' && place > 0 ? { ...model, status: 401, body: '{}' } : model,
    });
    expect(credentials).toEqual(QUIET);
  });
});
