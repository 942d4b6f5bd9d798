/** A record of somebody else may be dense: what is read of it takes many times as much memory as its text. */
import { describe, expect, test } from '@jest/globals';
import { readPact } from '../../src/pacts/pact-file.ts';
import { tooDenseFrom } from '../../src/run/record-bound.ts';
import { rejudge } from '../../src/suite/rejudge.ts';

const filled = (piece: string, characters: number) => piece.repeat(Math.ceil(characters / piece.length));
const FIVE_MB = 5_000_000;

describe('a record is not read where it holds more values than this suite writes:', () => {
  test.each(['[],', '{},', '1,', '[[1],{"a":[]}],'])('%s again and again in a line', async (piece) => {
    const line = `{"type":"start","x":[${filled(piece, FIVE_MB)}1]}\n`;
    await expect(rejudge(line, { name: 'dense.jsonl' })).rejects.toThrow(
      'dense.jsonl: line 1: so many values are in no record that this suite wrote',
    );
  });

  test('they may stand in many lines', () => {
    const line = `{"type":"session","x":[${filled('[],', 50_000)}1]}`;
    expect(tooDenseFrom(Array<string>(100).fill(line))).toBeGreaterThan(1);
    expect(tooDenseFrom([line])).toBeNull();
  });

  test('what stands in texts is none', () =>
    expect(tooDenseFrom([`{"type":"x","x":"${filled('[],', FIVE_MB)}"}`])).toBeNull());

  test.each<[string, (i: number) => unknown]>([
    ['ids', (i) => String(20000 + i)],
    ['short ids', (i) => String(10 + (i % 90))],
    ['devices', (i) => ({ id: String(20000 + i), watchOnly: false })],
  ])('a list of 30,000 %s is', (_, make) => {
    const all = Array.from({ length: 30_000 }, (_, i) => make(i));
    const line = JSON.stringify({ type: 'setting', witness: 'mqtt', takeable: all, bystanders: [] });
    expect(tooDenseFrom(Array<string>(8).fill(line))).toBeNull();
  });
});

describe('a pact', () => {
  const interaction = { description: 'one', request: { method: 'GET', path: '/' }, response: { status: 200 } };
  const pactOf = (rest: object, n = 1) =>
    JSON.stringify({
      consumer: { name: 'c', about: 'x' },
      provider: { name: 'p' },
      interactions: Array.from({ length: n }, (_, i) => ({ ...interaction, description: `${i}` })),
      ...rest,
    });

  test('that says much beside its interactions says it once, not once for each', () => {
    const metadata = { about: 'x'.repeat(100_000), pactSpecification: { version: '3.0.0', x: 'y' } };
    const { interactions } = readPact('p.json', pactOf({ metadata, more: metadata }, 100));
    expect(interactions.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(50_000);
    expect(JSON.parse(interactions[7]?.text ?? '')).toEqual({
      consumer: { name: 'c' },
      provider: { name: 'p' },
      interactions: [{ ...interaction, description: '7' }],
      metadata: { pactSpecification: { version: '3.0.0' } },
    });
  });

  test.each([
    { pactSpecification: { version: '4.0' } },
    { 'pact-specification': { version: '2.0.0' } },
    { pactSpecificationVersion: '1.0.0' },
  ])('keeps how it is written: %j', (metadata) => {
    const [one] = readPact('p.json', pactOf({ metadata })).interactions;
    expect(JSON.parse(one?.text ?? '')).toMatchObject({ metadata });
  });

  test('keeps every digit of an id', () => {
    const request = '{"method":"POST","path":"/","body":{"device_ids":[9007199254740993,20001.50]}}';
    const text = pactOf({ interactions: 0 }).replace(
      '"interactions":0',
      `"interactions":[{"description":"d","request":${request},"response":{"status":200}}]`,
    );
    expect(readPact('p.json', text).interactions[0]?.text).toContain(request);
  });

  test('is not read where it holds too many values', () =>
    expect(() =>
      readPact(
        'p.json',
        pactOf({
          x: filled('[],', FIVE_MB)
            .split('')
            .map(() => []),
        }),
      ),
    ).toThrow('p.json: not a pact file: too many values'));
});
