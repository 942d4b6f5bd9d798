/** Tricks of somebody who wants a report to stand that does not: what each comes to, without and with the key. */
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Audit, audit } from '../../src/attest/audit.ts';
import { type Envelope, signEnvelope } from '../../src/attest/dsse.ts';
import { PAYLOAD_TYPE, type Statement, statementOf } from '../../src/attest/statement.ts';
import { submissionPoints } from '../../src/attest/submission.ts';
import { parseDeployment } from '../../src/deployment/load.ts';
import { startMock } from '../../src/mock/mock.ts';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { chainer } from '../../src/run/chain.ts';
import { rejudge } from '../../src/suite/rejudge.ts';
import { verify } from '../../src/suite/verify.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';

const pair = generateKeyPairSync('ed25519');
const foreign = generateKeyPairSync('ed25519');

/** A SHOULD and a MUST that fail. */
const faults = ['rounds-half-up', 'constant-request-id'];
let text = '';
const lines: string[] = [];

beforeAll(async () => {
  const mock = await startMock({ faults });
  try {
    const deployment = parseDeployment(mock.deploymentFile(), 'the mock', {}, process.cwd());
    // A report of a few checks is judged again in a third of the time, as often as there are tricks.
    const only = inLongTier() ? [] : ['uri/*', 'rounding/*', 'errors/*', 'effects/*'];
    text = renderJson(await verify(deployment, { only, sink: (entry) => void lines.push(JSON.stringify(entry)) }));
  } finally {
    await mock.close();
  }
});

interface Folder {
  report: string;
  record: string;
  attestation: string;
}

const chained = (of: readonly string[]) => {
  const link = chainer();
  return of.map((line) => `${link(line)}\n`).join('');
};
const stated = ({ report, record }: Pick<Folder, 'report' | 'record'>): Statement =>
  statementOf(JSON.parse(report) as Report, { report: Buffer.from(report), record: Buffer.from(record) });
const envelopeOf = (payload: string, type = PAYLOAD_TYPE, key = pair.privateKey): Envelope =>
  signEnvelope(type, Buffer.from(payload), key);
const signed = (files: Pick<Folder, 'report' | 'record'>): Folder => ({
  ...files,
  attestation: JSON.stringify(envelopeOf(JSON.stringify(stated(files)))),
});
const honest = () => signed({ report: text, record: chained(lines) });
/** Signed by somebody who has the key, after the report was changed. */
const forged = (change: (report: Report) => void): Folder => {
  const report = JSON.parse(text) as Report;
  change(report);
  return signed({ report: renderJson(report), record: chained(lines) });
};
const resigned = (change: (statement: Statement) => string, type?: string): Folder => {
  const files = honest();
  return { ...files, attestation: JSON.stringify(envelopeOf(change(stated(files)), type)) };
};

const audited = ({ report, record, attestation }: Folder): Promise<Audit> =>
  audit(
    { report: Buffer.from(report), record: Buffer.from(record), attestation: Buffer.from(attestation) },
    pair.publicKey,
  );
const failuresOf = ({ points }: Audit) =>
  points
    .filter(({ state }) => state === 'failed')
    .map(({ name, text: sentence, details }) => [`${name}: ${sentence}`, ...details].join('\n'))
    .join('\n');
const failing = (report: Report, level: string) =>
  report.checks.find((check) => check.outcome === 'failed' && check.level === level);

test('the report of these tests stands, and has what they take away', async () => {
  expect(failuresOf(await audited(honest()))).toBe('');
  const report = JSON.parse(text) as Report;
  expect(failing(report, 'MUST')?.id).toBeDefined();
  expect(failing(report, 'SHOULD')?.findings?.length).toBeGreaterThan(0);
});

test('a true report of something else says of what it is', async () => {
  const { points } = await audited(honest());
  expect(points.find(({ name }) => name === 'subject')?.text).toMatch(
    /^It is of mock, .*at http:\/\/127\.0\.0\.1:\d+, begun at 20/,
  );
});

describe('the envelope', () => {
  const withEnvelope = (change: (envelope: Envelope) => unknown): Folder => {
    const files = honest();
    return { ...files, attestation: JSON.stringify(change(JSON.parse(files.attestation))) };
  };
  const other = () => envelopeOf(JSON.stringify(stated(honest())), PAYLOAD_TYPE, foreign.privateKey).signatures[0];

  test.each<[string, () => Folder]>(
    drawn(
      [
        [
          'of several signatures, the last of this key',
          () => withEnvelope((e) => ({ ...e, signatures: [other(), ...e.signatures] })),
        ],
        [
          'in the other base64',
          () => withEnvelope((e) => ({ ...e, payload: Buffer.from(e.payload, 'base64').toString('base64url') })),
        ],
        ['with CRLF', () => ({ ...honest(), attestation: honest().attestation.replaceAll(',', ',\r\n') })],
        ['with members that nobody knows', () => withEnvelope((e) => ({ ...e, more: 1 }))],
      ],
      1,
    ),
  )('%s stands', async (_, make) => expect(failuresOf(await audited(make()))).toBe(''));

  test.each<[string, () => Folder, string]>(
    drawn(
      [
        [
          'of several signatures, none of this key',
          () => withEnvelope((e) => ({ ...e, signatures: [other(), other()] })),
          'not of this key',
        ],
        ['whose type was changed', () => withEnvelope((e) => ({ ...e, payloadType: 'text/plain' })), 'not of this key'],
        [
          'signed as another type',
          () => resigned((one) => JSON.stringify(one), 'application/json'),
          'Signed is something else',
        ],
        [
          'that says two payloads',
          () => {
            const files = honest();
            return { ...files, attestation: files.attestation.replace('{', '{"payload":"e30=",') };
          },
          'says "payload" twice',
        ],
      ],
      1,
    ),
  )('%s is found', async (_, make, sentence) => expect(failuresOf(await audited(make()))).toContain(sentence));
});

describe('the statement, signed with the key', () => {
  test.each<[string, () => Folder, string]>([
    [
      'that says a result twice',
      () => resigned((one) => JSON.stringify(one).replace('"result":', '"result":"PASSED","result":')),
      'says "result" twice',
    ],
    [
      'that names report.json twice',
      () =>
        resigned((one) =>
          JSON.stringify({
            ...one,
            subject: [...one.subject, { name: 'report.json', digest: { sha256: '0'.repeat(64) } }],
          }),
        ),
      'speaks of report.json twice',
    ],
    [
      'without the record',
      () => resigned((one) => JSON.stringify({ ...one, subject: one.subject.slice(0, 1) })),
      'does not speak of record.jsonl',
    ],
  ])('%s is found', async (_, make, sentence) => expect(failuresOf(await audited(make()))).toContain(sentence));
});

describe('an attestation', () => {
  test('of an earlier run of the same deployment is none of this one', async () => {
    const earlier = signed({
      report: text.replace(/"startedAt": "[^"]*"/, '"startedAt": "2026-01-01T00:00:00.000Z"'),
      record: chained(lines),
    });
    const found = failuresOf(await audited({ ...honest(), attestation: earlier.attestation }));
    expect(found).toContain('report.json is not the one that was signed');
    expect(found).toContain('What was signed says something else than the report.');
  });

  test.each<[string, (report: string) => string]>(
    drawn(
      [
        ['in one line', (report) => JSON.stringify(JSON.parse(report))],
        ['with other spaces', (report) => report.replace(/^ +/gm, '$&$&')],
        ['with a byte order mark', (report) => `\ufeff${report}`],
        ['with letters as escapes', (report) => report.replace('"verdict"', '"\\u0076erdict"')],
        ['without the last line end', (report) => report.trimEnd()],
      ],
      2,
    ),
  )('does not hold for the same report %s', async (_, change) => {
    const files = honest();
    const report = change(files.report);
    expect(report).not.toBe(files.report);
    expect(failuresOf(await audited({ ...files, report }))).toContain('report.json is not the one that was signed');
    // Who has the key may write it as he likes: it says the same.
    if (!report.startsWith('\ufeff'))
      expect(failuresOf(await audited(signed({ report, record: files.record })))).toBe('');
  });
});

describe('line ends that an editor or git changed', () => {
  test.each(drawn(['report', 'record'] as const, 1))(
    'in the %s are found, and named as what they are',
    async (name) => {
      const files = honest();
      const found = failuresOf(await audited({ ...files, [name]: files[name].replaceAll('\n', '\r\n') }));
      expect(found).toContain('line ends were changed');
      expect(found).not.toContain('are not numbered');
    },
  );
});

describe('the report, signed anew with the key', () => {
  test('with a member twice, the first for those who read the first, is found', async () => {
    const report = text.replace(
      '"verdict": "non-conformant"',
      '"verdict": "conformant",\n  "verdict": "non-conformant"',
    );
    expect(report).not.toBe(text);
    expect(failuresOf(await audited(signed({ report, record: chained(lines) })))).toContain('says "verdict" twice');
  });

  const early = (change: (report: Report) => void) => () =>
    forged((report) => {
      report.suite.version = '0.0.9';
      change(report);
    });
  const count = (report: Report) => {
    report.summary.outcomes.failed--;
    report.summary.outcomes.passed++;
  };

  test.each<[string, () => Folder, string]>(
    drawn(
      [
        [
          'without one of several findings',
          () =>
            forged((report) => {
              const check = failing(report, 'SHOULD');
              check?.findings?.pop();
            }),
          'the report has another findings',
        ],
        ['without its remarks', () => forged((report) => void report.remarks.splice(0, 1)), '"remarks"'],
        ['with other sessions', () => forged((report) => void report.events.splice(0, 1)), '"events"'],
        [
          'that claims an older suite, and leaves a failed SHOULD out',
          early((report) => {
            report.checks = report.checks.filter((check) => check !== failing(report, 'SHOULD'));
          }),
          'was run, and is not in the report',
        ],
        ['that claims an older suite, and counts otherwise', early(count), 'its own checks'],
        [
          'that claims an older suite, and a failed check without a word of what was found',
          early((report) => {
            const check = failing(report, 'SHOULD');
            if (check) Object.assign(check, { message: null, expected: null, actual: null, findings: [] });
          }),
          'without saying what was found',
        ],
      ],
      2,
    ),
  )('%s is found', async (_, make, sentence) => expect(failuresOf(await audited(make()))).toContain(sentence));

  test('as not strict, where the run was strict, is told', async () => {
    const strict = lines.map((line) => line.replace('"strict":false', '"strict":true'));
    const { points } = await audited(signed({ report: text, record: chained(strict) }));
    expect(points.map(({ text: sentence, details }) => [sentence, ...details].join(' ')).join('\n')).toContain(
      'the run was strict, and the report is not',
    );
  });
});

whenLong(describe)('a report that was made of the record anew, and signed', () => {
  const remade = async (change: (start: { startedAt: string; deployment: { waivers: unknown[] } }) => void) => {
    const start = JSON.parse(lines[0] ?? '');
    change(start);
    const record = chained([JSON.stringify(start), ...lines.slice(1)]);
    return signed({ record, report: renderJson(await rejudge(record, { name: 'record' })) });
  };
  const told = async (folder: Folder) => {
    const found = await audited(folder);
    return {
      passed: found.passed,
      said: found.points.map(({ text: one, details }) => [one, ...details].join('\n')).join('\n'),
    };
  };

  test('stands, though its commands have no address', async () => {
    const folder = await remade(() => {});
    expect(folder.report).toContain('$ROMA_BASE_URL');
    expect(await told(folder)).toMatchObject({ passed: true });
  });

  test('with every failure waived stands, and says so', async () => {
    const ids = (JSON.parse(text) as Report).checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
    const waivers = ids.map((check) => ({ check, reason: 'We like it so', owner: 'sales', expires: '2999-01-01' }));
    const folder = await remade((start) => void start.deployment.waivers.push(...waivers));
    const { passed, said } = await told(folder);
    expect(passed).toBe(true);
    expect(JSON.parse(folder.report).verdict).toBe('conformant');
    expect(said).toContain(`${ids.length} checks failed, and the deployment's own file accepts that.`);
    expect(said).toMatch(new RegExp(`MUST ${ids[0]}: .*We like it so`));
    const { points } = await audited(folder);
    const submitted = submissionPoints(
      { path: ['results', 'acme', '1'], isLinked: false, entries: [], readme: null },
      { passed, points, report: JSON.parse(folder.report) as Report },
    );
    expect(submitted.find(({ name }) => name === 'verdict')?.details).toContain(
      `MUST ${ids[0]} failed, and is only waived`,
    );
  });

  test('of a run that is still to come does not stand', async () => {
    const ahead = (hours: number) =>
      remade((start) => {
        start.startedAt = new Date(Date.now() + hours * 3_600_000).toISOString();
      });
    expect(failuresOf(await audited(await ahead(26)))).toContain('That is still to come: its clock was wrong');
    expect(await told(await ahead(14))).toMatchObject({ passed: true });
  });
});

describe('the record, numbered and signed anew with the key', () => {
  const withRecord = (change: (of: string[]) => string[]) =>
    signed({ report: text, record: chained(change([...lines])) });
  test.each<[string, () => Folder, string]>(
    drawn(
      [
        [
          'with a member twice in a line',
          () =>
            withRecord((of) =>
              of.map((line) => (line.startsWith('{"type":"exchange"') ? line.replace('{', '{"id":"e0",') : line)),
            ),
          'twice',
        ],
        ['with two starts', () => withRecord((of) => [of[0] ?? '', ...of]), 'begins a second time'],
        [
          'with an exchange twice',
          () =>
            withRecord((of) => of.flatMap((line) => (line.startsWith('{"type":"exchange"') ? [line, line] : [line]))),
          '',
        ],
      ],
      1,
    ),
  )('%s is found', async (_, make, sentence) => {
    const found = failuresOf(await audited(make()));
    expect(found).not.toBe('');
    expect(found).toContain(sentence);
  });
});
