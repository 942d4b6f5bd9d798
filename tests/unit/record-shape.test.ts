/** Lines of a record from anywhere: each member that a report would print or follow is looked at before. */
import { describe, expect, test } from '@jest/globals';
import { message } from '../../src/messages/messages.ts';
import { notRunBecause } from '../../src/run/assign.ts';
import { note, unstableBecause } from '../../src/run/record.ts';
import { shapeProblem } from '../../src/run/record-shape.ts';

const said = message('run.time-limit', { ms: 5 });
const deep = (levels: number): object =>
  levels === 0 ? said : { kind: 'shared.then', values: { one: deep(levels - 1) } };
const exploration = {
  type: 'exploration',
  seed: 1,
  wanted: 3,
  sent: 3,
  ended: null,
  failures: [
    { steps: [{ online: true, exchanges: ['a/b#1'] }], minimal: true, again: { shown: 2, runs: 2 }, lost: ['20001'] },
  ],
  relations: [{ kind: 'order', first: 'a/b#1', second: 'a/b#2' }],
};

describe('lines of a record', () => {
  test.each([
    ['a note', note(said)],
    ['a note of an earlier version', { type: 'note', text: 'x' }],
    ['sessions that end by themselves', unstableBecause(message('run.all-lost-unrepeated', { reason: said }))],
    ['a check that was not run', { type: 'not-run', ...notRunBecause('a/b', 'error', said) }],
    ['an exploration', exploration],
    [
      'a repeat that was not seen whole',
      { type: 'out-of-sight', suspect: 'a/b#1', repeat: 'a/b#1~1', devices: ['20001'] },
    ],
    ['a judgement', { type: 'judged', check: 'a/b', outcome: 'failed', exchanges: ['a/b#1'] }],
  ])('%s is one', (_, line) => expect(shapeProblem(line)).toBe(null));

  test.each<[string, { type: string } & Record<string, unknown>, string]>([
    ['a note without text', { type: 'note', text: { a: 1 } }, 'text'],
    [
      'devices out of sight that are no list',
      { type: 'out-of-sight', suspect: 'a', repeat: 'b', devices: 'all' },
      'devices',
    ],
    ['null in a sentence', { type: 'note', text: 'x', said: { kind: 'a', values: { b: null } } }, 'said'],
    ['a sentence without values', { type: 'note', text: 'x', said: { kind: 'a' } }, 'said'],
    ['null in a list of a sentence', { type: 'note', text: 'x', said: { kind: 'a', values: { b: [null] } } }, 'said'],
    ['sentences in sentences without end', { type: 'note', text: 'x', said: deep(40) }, 'said'],
    ['no words for lost sessions', { type: 'unstable', message: null }, 'message'],
    ['an outcome that there is not', { type: 'not-run', check: 'a/b', outcome: 'fine', message: '' }, 'outcome'],
    [
      'a check that passed without being run',
      { type: 'not-run', check: 'a/b', outcome: 'passed', message: '' },
      'outcome',
    ],
    ['a judgement that there is not', { type: 'judged', check: 'a/b', outcome: 'good', exchanges: [] }, 'outcome'],
    ['steps that are no list', { ...exploration, failures: [{ ...exploration.failures[0], steps: 'all' }] }, 'steps'],
    ['a relation that there is not', { ...exploration, relations: [{ kind: '<b>', first: 'a', second: 'b' }] }, 'kind'],
    ['an end that is no text', { ...exploration, ended: { a: 1 } }, 'ended'],
  ])('%s is none', (_, line, place) => expect(shapeProblem(line)).toContain(place));
});
