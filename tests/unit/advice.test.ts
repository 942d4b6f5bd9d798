import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { missedBy, noneOfAbsent, noneOnline, noSessions, notKnownOnline, noWitness } from '../../src/checks/advice.ts';
import { catalogue } from '../../src/checks/catalogue.ts';
import { slower } from '../../src/checks/judging.ts';
import type { Limits } from '../../src/deployment/deployment.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import type { Witness } from '../../src/devices/session.ts';
import { loadEdition } from '../../src/edition/load.ts';
import { en } from '../../src/messages/en.ts';
import { inEnglish } from '../../src/messages/messages.ts';
import { assign } from '../../src/run/assign.ts';
import { settingOf } from '../../src/run/setting.ts';

const settingWith = (absent: string, witness: Witness = 'none') => {
  const deployment = parseDeployment(
    `name: advice
baseUrl: http://127.0.0.1:1
projectId: p
instanceId: i
auth: { token: MIIFtokenoftheadvicetest }
devices: [{ id: 20001 }, { id: 20002 }, { id: 20003 }]
absent: ${absent}
`,
    'advice.yaml',
    {},
    '.',
  );
  return settingOf(deployment, loadEdition(deployment.edition), witness);
};

describe('a declared absent id that no list can hold', () => {
  test('is named, with what it was not used for and what to declare', () => {
    const setting = settingWith('{ deviceId: 77777777 }');
    expect(setting.absent).toEqual([]);
    const [only] = setting.unusableAbsent;
    expect(only?.id).toBe('77777777');
    expect(only?.reason).toMatch(
      /a deployment that misreads the body might take .*77777777.* for device \d+, .*; where no device has .*\d+.*, declare that under absent\.deviceIds too, or another absent id below 2\^24/,
    );
    const { notRun } = assign(catalogue, setting);
    const message = notRun.find(({ check }) => check === 'accounting/absent-answer')?.message;
    expect(message).toContain(
      '77777777 is declared absent but not used: a deployment that misreads the body might take',
    );
    // It is declared already.
    expect(message).not.toContain('declare absent.deviceId or');
  });

  test('one of 2^31 or more, and a range of which none will do, too', () => {
    expect(settingWith('{ deviceIds: [3000000007] }').unusableAbsent).toMatchObject([
      { id: '3000000007', reason: expect.stringContaining('chosen by the suite itself') },
    ]);
    const [first] = settingWith('{ ranges: [[77777777, 77777777]] }').unusableAbsent;
    expect(first).toMatchObject({ id: '77777777', reason: expect.stringContaining('for device') });
  });

  test('where it can be used nothing is said', () => {
    expect(settingWith('{ deviceId: 1000000 }').unusableAbsent).toEqual([]);
    expect(settingWith('{ ranges: [[70000000, 70009999]] }').unusableAbsent).toEqual([]);
  });

  test('where too few are declared, the number that is there is told', () => {
    const { notRun } = assign(catalogue, settingWith('{ deviceId: 1000000 }'));
    const message = notRun.find(({ check }) => check === 'rounding/large-batch')?.message ?? '';
    expect(message).toMatch(/absent\.ranges|successor/);
  });
});

test.each([
  [20, '(now 20) to 5,'],
  [5, '(now 5) to 1,'],
  [0.2, '(now 0.2) to 0.1,'],
  [null, '(now without a limit) to 10,'],
])('throttled at %p a second: names the limit and a value that would do', (requestsPerSecond, says) => {
  const limits = { requestsPerSecond } as Limits;
  expect(inEnglish(slower(429, limits))).toContain(`limits.requestsPerSecond ${says}`);
  expect(inEnglish(slower(503, limits))).toBe('');
});

describe('what checks advise to declare', () => {
  const advises = (text: string) => /\b[Dd]eclare\b/.test(text);
  const kinds = Object.entries(en).flatMap(([kind, text]) => (advises(text) ? [kind] : []));

  test('is said in one place, by what is declared', () => {
    const folder = new URL('../../src/checks/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const saying = files.filter((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return kinds.some((kind) => text.includes(`message('${kind}'`));
    });
    expect(saying).toEqual(['advice.ts']);
  });

  test.each<[Witness]>([['mqtt'], ['query'], ['none']])('speaks of logins only where there are none: %s', (witness) => {
    const setting = settingWith('{ deviceId: 1000000 }', witness);
    const said = [
      noWitness(setting),
      noSessions(setting),
      noneOnline(setting),
      notKnownOnline(setting),
      missedBy(setting, 'effects.not-seen'),
    ].flatMap((one) => (one ? [inEnglish(one)] : []));
    expect(said.some(advises)).toBe(witness !== 'mqtt');
  });

  test.each([
    ['{ deviceId: 1000000 }', 'no request with an absent id was answered 200, which a deployment may do'],
    ['{}', 'no request with an absent id was answered 200: declare absent.deviceId'],
    [
      '{ deviceId: 77777777 }',
      'no request with an absent id was answered 200: 77777777 is declared absent but not used',
    ],
  ])('speaks of an absent id only where none is declared: %s', (absent, words) => {
    const said = inEnglish(noneOfAbsent(settingWith(absent)));
    expect(said.slice(0, words.length)).toBe(words);
    expect(said.includes('declare absent.deviceId')).toBe(absent === '{}');
  });
});
