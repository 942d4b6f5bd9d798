/** `attest`, `audit` and submissions: whoever changes a report or its record is found, also where he has the key. */
import { generateKeyPairSync } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { signEnvelope } from '../../src/attest/dsse.ts';
import { PAYLOAD_TYPE, type Statement, statementOf } from '../../src/attest/statement.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { chainer } from '../../src/run/chain.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder, startMock } from './cli.ts';

const at = (...path: string[]) => join(folder, ...path);
const pair = generateKeyPairSync('ed25519');
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });

beforeAll(async () => {
  for (const [name, keys] of Object.entries({ key: pair, foreign })) {
    writeFileSync(at(`${name}.pem`), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(at(`${name}.pub.pem`), keys.publicKey.export({ type: 'spki', format: 'pem' }));
  }
  writeFileSync(
    at('rsa.pem'),
    generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
  );
  const [good, bad] = await Promise.all([startMock([], 'good'), startMock(['--fault', 'rounds-half-up'], 'bad')]);
  for (const file of [good, bad]) appendFileSync(file, '\nlabels: { vendor: acme }\nversion: "3.2.1"\n');
  await Promise.all([cli(['verify', good]), cli(['verify', bad])]);
  for (const name of ['good', 'bad']) {
    const { code, err, out } = await cli(['attest', `reports/${name}/report.json`, '--key', 'key.pem']);
    expect({ code, err, out }).toEqual({ code: 0, err: '', out: `Signed: reports/${name}/attestation.json\n` });
  }
});
afterAll(cleanUp);

const audit = (name: string, ...flags: string[]) => cli(['audit', name, '--key', 'key.pub.pem', ...flags]);
const statementIn = (name: string) =>
  JSON.parse(
    Buffer.from(JSON.parse(readFileSync(at(name, 'attestation.json'), 'utf8')).payload, 'base64').toString(),
  ) as Statement;

describe('attest and audit', () => {
  test('a report that nobody changed stands, whatever its verdict', async () => {
    for (const name of drawn(['reports/good', 'reports/bad'], 1)) {
      const { code, out, err } = await audit(name);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('The signature is of this key');
      expect(out).toContain('report.json is the one that was signed.');
      expect(out).toContain('record.jsonl is the one that was signed.');
      expect(out).toMatch(/The \d+ lines of the record follow each other\./);
      expect(out).toContain('The record, judged again, gives the same outcomes');
      expect(out).toMatch(/Judged by version \S+ of the suite \(.*\), audited by /);
      const says = name === 'reports/good' ? 'Conformant' : 'Non-conformant';
      expect(out).toContain(`The report stands. It says: ${says}.`);
      expect(out).not.toContain('✗');
      // Pages are what people are handed.
      expect(out).toMatch(/i Nobody signed junit\.xml, report\.html, report\.md: read report\.json/);
    }
  });

  test('what is stated is a test result: passed is only what passed', () => {
    const good = statementIn('reports/good');
    expect(good).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      subject: [{ name: 'report.json' }, { name: 'record.jsonl' }],
      predicate: { result: 'PASSED', failedTests: [] },
    });
    const { predicate } = statementIn('reports/bad');
    expect(predicate.result).toBe('FAILED');
    expect(predicate.failedTests).toContain('rounding/half');
    expect(predicate.passedTests).not.toContain('rounding/half');
  });

  whenLong(test)('a key of ECDSA P-256 does as well, and a partial run is never stated as passed', async () => {
    await cli(['verify', at('good.yaml'), '--out', 'part', '--only', 'uri/post']);
    expect((await cli(['attest', 'part/good', '--key', 'foreign.pem'])).code).toBe(0);
    const { code, out } = await cli(['audit', 'part/good', '--key', 'foreign.pub.pem']);
    expect(code).toBe(0);
    expect(out).toContain('does not speak for the whole: only a selection of the checks was run');
    expect(out).toMatch(/The report stands\. It says: Conformant \(partial: 1 of \d+ checks selected\)\./);
    expect(statementIn('part/good').predicate.result).toBe('WARNED');
  });

  test('--format: JSON by its schema, and Markdown', async () => {
    const schema = JSON.parse(readFileSync(new URL('../../schemas/audit.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const { out } = await audit('reports/good', '--format', 'json');
    validate(JSON.parse(out));
    expect(validate.errors).toBeNull();
    if (inLongTier())
      expect((await audit('reports/good', '--format', 'markdown')).out).toMatch(/^## ✓ The report stands\./);
  });
});

/** What lies in a folder, for somebody who changes it. */
interface Copy {
  report: Report;
  lines: string[];
}

let copies = 0;
/** A copy of a report that somebody changed. With the key, he numbers the record anew and signs all of it again. */
function changed(change: (copy: Copy) => void, { from = 'reports/bad', withKey = false } = {}): string {
  const name = `changed-${copies++}`;
  cpSync(at(from), at(name), { recursive: true });
  const copy: Copy = {
    report: JSON.parse(readFileSync(at(name, 'report.json'), 'utf8')),
    lines: readFileSync(at(name, 'record.jsonl'), 'utf8').split('\n').slice(0, -1),
  };
  change(copy);
  const chained = chainer();
  const lines = withKey
    ? copy.lines.map((line) => chained(line.replace(/,"seq":\d+,"prev":[^,]*\}$/, '}')))
    : copy.lines;
  const record = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const report = Buffer.from(`${JSON.stringify(copy.report, null, 2)}\n`);
  writeFileSync(at(name, 'report.json'), report);
  writeFileSync(at(name, 'record.jsonl'), record);
  if (withKey) {
    const payload = Buffer.from(JSON.stringify(statementOf(copy.report, { report, record })));
    writeFileSync(at(name, 'attestation.json'), JSON.stringify(signEnvelope(PAYLOAD_TYPE, payload, pair.privateKey)));
  }
  return name;
}

/** The exchange that the failed check rests on. */
const failing = ({ report }: Copy) => report.checks.find(({ id }) => id === 'rounding/half')?.exchanges[0] ?? '';
const lineOf = ({ lines }: Copy, id: string) =>
  lines.findIndex((line) => line.startsWith('{"type":"exchange"') && line.includes(`"id":${JSON.stringify(id)}`));

const editAnswer = (copy: Copy) => {
  const line = lineOf(copy, failing(copy));
  const entry = JSON.parse(copy.lines[line] ?? '');
  entry.answer.body = entry.answer.body.replace(/\d+/, (digits: string) => String(BigInt(digits) + 1n));
  copy.lines[line] = JSON.stringify(entry);
};
const removeExchange = (copy: Copy) => void copy.lines.splice(lineOf(copy, failing(copy)), 1);
const swapReport = (copy: Copy) => {
  copy.report = JSON.parse(readFileSync(at('reports/good/report.json'), 'utf8'));
};
const shorten = (copy: Copy) => void copy.lines.splice(Math.floor(copy.lines.length / 2));
const takeOffTheEnd = (copy: Copy) => {
  copy.lines = copy.lines.slice(
    0,
    copy.lines.findIndex((line) => line.startsWith('{"type":"end"')),
  );
};
const callItPassed = ({ report }: Copy) => {
  for (const check of report.checks)
    if (check.outcome === 'failed')
      Object.assign(check, { outcome: 'passed', message: null, expected: null, actual: null, reproduce: null });
  report.verdict = 'conformant';
};
const leaveOutCheck = ({ report }: Copy) => {
  report.checks = report.checks.filter(({ id }) => id !== 'rounding/half');
};
const editEvidence = (copy: Copy) => {
  const exchange = copy.report.exchanges.find(({ id }) => id === failing(copy));
  if (exchange?.answer) exchange.answer.body = '{"success":[],"failed":[]}';
};
const claimScore = ({ report }: Copy) => {
  report.suite.score = '1000 of 1000 faults are found';
};

describe('somebody who', () => {
  const cases: [string, (copy: Copy) => void, string, string][] = [
    ['edits one answer', editAnswer, 'record.jsonl is not the one that was signed', 'is another one in the record'],
    [
      'removes one failing exchange',
      removeExchange,
      'record.jsonl is not the one that was signed',
      'is not in the record',
    ],
    [
      'swaps reports',
      swapReport,
      'report.json is not the one that was signed',
      'the record is of another run than the report',
    ],
    [
      'shortens the record',
      shorten,
      'record.jsonl is not the one that was signed',
      'The record does not go to the end of the run',
    ],
    [
      'takes the end off the record',
      takeOffTheEnd,
      'record.jsonl is not the one that was signed',
      'The record does not go to the end of the run',
    ],
    [
      'calls what failed passed',
      callItPassed,
      'report.json is not the one that was signed',
      'rounding/half: failed, where the report says passed',
    ],
    [
      'leaves out a check',
      leaveOutCheck,
      'report.json is not the one that was signed',
      'rounding/half: the report does not have this check',
    ],
    [
      'edits the evidence of a report',
      editEvidence,
      'report.json is not the one that was signed',
      'is another one in the record',
    ],
    [
      'claims another score',
      claimScore,
      'report.json is not the one that was signed',
      'the report has other content under "suite.score"',
    ],
  ];

  test.each(drawn(cases, 1))('%s is found by the signature', async (_, change, message) => {
    const { code, out, err } = await audit(changed(change));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain(message);
    expect(out).toContain('The report does not stand');
  });

  test.each(drawn(cases, 1))('%s and signs it anew is found by judging again', async (_, change, _signed, message) => {
    const { code, out } = await audit(changed(change, { withKey: true }));
    expect(code).toBe(1);
    expect(out).toContain('The signature is of this key');
    expect(out).toMatch(/The \d+ lines of the record follow each other/);
    expect(out).toContain(message);
  });

  whenLong(test)(
    'edits or removes a line without numbering anew is found by the chain, by whatever reads the record',
    async () => {
      for (const change of drawn([editAnswer, removeExchange], 1)) {
        const name = changed(change);
        expect((await audit(name)).out).toMatch(/The record is not as it was written: at line \d+/);
        await cli(['report', `${name}/record.jsonl`, '--out', 'rejudged']);
        const { remarks } = JSON.parse(readFileSync(at('rejudged/bad/report.json'), 'utf8')) as Report;
        expect(remarks.map(({ text }) => text).join('\n')).toContain('the record is not as it was written: at line');
      }
    },
  );

  whenLong(test)('signs with another key is found', async () => {
    cpSync(at('reports/bad'), at('resigned'), { recursive: true });
    await cli(['attest', 'resigned', '--key', 'foreign.pem']);
    const { code, out } = await audit('resigned');
    expect(code).toBe(1);
    expect(out).toContain('The signature is not of this key');
  });

  whenLong(test)('takes the numbers off, the attestation away, or the record away, is found', async () => {
    const bare = changed((copy) => {
      copy.lines = copy.lines.map((line) => line.replace(/,"seq":\d+,"prev":[^,]*\}$/, '}'));
    });
    expect((await audit(bare)).out).toContain('The lines of the record are not numbered');
    rmSync(at(bare, 'attestation.json'));
    expect((await audit(bare)).out).toContain('nobody vouches for these files');
    rmSync(at(bare, 'record.jsonl'));
    const { code, out } = await audit(bare);
    expect(code).toBe(1);
    expect(out).toContain('There is no record.jsonl');
  });

  whenLong(test)('states something else than the report is found', async () => {
    const name = changed(() => {}, { withKey: true });
    const statement = statementOf(JSON.parse(readFileSync(at(name, 'report.json'), 'utf8')), {
      report: readFileSync(at(name, 'report.json')),
      record: readFileSync(at(name, 'record.jsonl')),
    });
    statement.predicate.result = 'PASSED';
    const payload = Buffer.from(JSON.stringify(statement));
    writeFileSync(at(name, 'attestation.json'), JSON.stringify(signEnvelope(PAYLOAD_TYPE, payload, pair.privateKey)));
    const { code, out } = await audit(name);
    expect(code).toBe(1);
    expect(out).toContain('What was signed says something else than the report.');
  });

  whenLong(test.each(['not JSON', '{}', JSON.stringify({ payload: '', payloadType: 'x', signatures: [{ sig: '' }] })]))(
    'puts %s in place of a file: said in a sentence',
    async (text) => {
      for (const file of drawn(['report.json', 'record.jsonl', 'attestation.json'], 1)) {
        const name = changed(() => {});
        writeFileSync(at(name, file), text);
        const { code, err } = await audit(name);
        expect({ code, err }).toEqual({ code: 1, err: '' });
      }
    },
  );

  test('writes commands and escapes into a report gets none of them out', async () => {
    const name = changed(({ report }) => {
      for (const check of report.checks) check.id = `a/b\u001b[2J\n::error::x` as never;
    });
    for (const format of drawn(['text', 'markdown'], 1)) {
      const { code, out } = await audit(name, '--format', format);
      expect(code).toBe(1);
      expect(out).not.toContain('\u001b');
      expect(out).not.toMatch(/^\s*::error/m);
    }
  });
});

describe('bad input: exit code 2', () => {
  const bad: [string[], string][] = [
    [['attest', 'reports/good', '--key', 'none.pem'], 'none.pem: cannot be read (ENOENT)'],
    [['attest', 'reports/good', '--key', 'key.pub.pem'], 'key.pub.pem: a public key or certificate'],
    [['attest', 'reports/good', '--key', 'rsa.pem'], 'rsa.pem: a public key'],
    [['attest', 'nowhere/report.json', '--key', 'key.pem'], 'nowhere/report.json: is not there'],
    [['attest', 'good.yaml', '--key', 'key.pem'], 'good.yaml: name a report.json'],
    [['attest', 'reports/good'], "required option '--key <FILE>' not specified"],
    [['audit', 'nowhere', '--key', 'key.pub.pem'], 'nowhere: no folder'],
    [['audit', 'reports/good'], 'audit needs --key'],
    [['audit', 'reports/good', '--key', 'key.pem'], 'key.pem: a private key'],
    [['audit', 'reports/good', '--key', 'rsa.pem'], 'rsa.pem: a key of the kind rsa'],
    [['audit', 'reports/good', '--key', 'good.yaml'], 'good.yaml: no key that can be read'],
    [['audit', 'reports/good', '--key', 'key.pub.pem', '--format', 'jsn'], 'did you mean json?'],
    [['audit', 'linked', '--key', 'key.pub.pem'], 'a link; a file is wanted'],
  ];
  test.each(drawn(bad, 1))('%j', async (args, message) => {
    if (args[1] === 'linked') {
      mkdirSync(at('linked'));
      symlinkSync('/etc/passwd', at('linked/report.json'));
    }
    const { code, out, err } = await cli(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/ {4}at |BEGIN/);
  });

  test('attest signs no report that its record does not bear out', async () => {
    const { code, err } = await cli(['attest', changed(callItPassed), '--key', 'key.pem']);
    expect(code).toBe(2);
    expect(err).toContain('nothing was signed');
    expect(err).toContain('rounding/half: failed, where the report says passed');
  });
});

describe('audit --submission', () => {
  const readme = '# acme 3.2.1\n\n## Reproduce\n\n    npx roma-conformance verify acme.yaml\n';
  let count = 0;
  /** A folder as docs/submit-a-report.md asks for it. */
  const submit = ({ from = 'reports/good', version = '3.2.1', text = readme as string | null } = {}) => {
    const top = `repo-${count++}/results/acme`;
    mkdirSync(at(top, version), { recursive: true });
    for (const file of ['report.json', 'record.jsonl', 'attestation.json', 'report.html'])
      cpSync(at(from, file), at(top, version, file));
    cpSync(at('key.pub.pem'), at(top, 'key.pem'));
    if (text !== null) writeFileSync(at(top, version, 'README.md'), text);
    return `${top}/${version}`;
  };

  test('one that is in order: exit code 0, with the key beside the versions or one that is named', async () => {
    const name = submit();
    for (const flags of drawn([[], ['--key', 'key.pub.pem']], 1)) {
      const { code, out, err } = await cli(['audit', '--submission', name, ...flags]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('The folder is that of acme 3.2.1, and the report is of it.');
      expect(out).toContain('README.md says how to reproduce the report.');
      expect(out).toContain('The whole deployment was judged conformant.');
      expect(out).toContain('The deployment was on loopback');
    }
  });

  const faulty: [string, () => string, string][] = [
    ['a deployment that does not conform', () => submit({ from: 'reports/bad' }), 'the verdict is non-conformant'],
    ['the folder of another version', () => submit({ version: '3.3' }), 'version is 3.2.1, the folder says 3.3'],
    ['no README', () => submit({ text: null }), 'there is no README.md'],
    ['no section', () => submit({ text: '# acme' }), 'has no section "Reproduce"'],
    [
      'an empty section',
      () => submit({ text: '## Reproduce\n\n## Other\nroma-conformance verify' }),
      'does not have the command',
    ],
    ['a folder elsewhere', () => 'reports/good', 'the folder is not results/<vendor>/<version>'],
    ...(['report.html', 'junit.xml'] as const).map((file): [string, () => string, string] => [
      `a link as ${file}`,
      () => {
        const name = submit();
        rmSync(at(name, file), { force: true });
        symlinkSync('/etc/passwd', at(name, file));
        return name;
      },
      `${file} is a link, a folder or something else that is no file`,
    ]),
    [
      'a folder as report.html',
      () => {
        const name = submit();
        rmSync(at(name, 'report.html'));
        mkdirSync(at(name, 'report.html'));
        return name;
      },
      'report.html is a link, a folder',
    ],
    [
      'a link in the place of the folder',
      () => {
        const name = submit();
        renameSync(at(name), at(name, '../../../real'));
        symlinkSync('../../real', at(name));
        return name;
      },
      'the folder is a link',
    ],
    [
      'a huge report.html',
      () => {
        const name = submit();
        truncateSync(at(name, 'report.html'), 2 ** 30);
        return name;
      },
      'report.html is larger than 512 MiB',
    ],
    [
      'a name with what nobody can see',
      () => submit({ version: '3.2.1\u200b' }),
      '3.2.1\\u200b holds what nobody can see',
    ],
    [
      'a file that does not belong there',
      () => {
        const name = submit();
        writeFileSync(at(name, '.env'), 'X=1');
        return name;
      },
      '.env does not belong here',
    ],
  ];
  test.each(drawn(faulty, 1))('%s: exit code 1', async (_, make, message) => {
    const { code, out } = await cli(['audit', '--submission', make(), '--key', 'key.pub.pem']);
    expect(code).toBe(1);
    expect(out).toContain(message);
  });

  whenLong(test)('says what nobody signed, and which letters may look like others', async () => {
    const name = submit({ version: '3.2.\u0661' });
    const { out } = await cli(['audit', '--submission', name]);
    expect(out).toContain('Nobody signed report.html, and nothing was looked at in it.');
    expect(out).toContain('Some letters of the folder may look like others: acme 3.2.\\u{661}.');
  });

  test.each(drawn(['report.json', 'record.jsonl', 'attestation.json', 'README.md', '../key.pem'], 1))(
    'a link or a huge file as %s: exit code 2, and a sentence',
    async (file) => {
      for (const [make, message] of [
        [(path: string) => symlinkSync(at('reports/good/report.json'), path), 'a link; a file is wanted'],
        [(path: string) => truncateSync(path, 2 ** 30), 'is larger than 512 MiB'],
      ] as const) {
        const name = submit();
        if (message.startsWith('a link')) rmSync(at(name, file));
        make(at(name, file));
        const { code, out, err } = await cli(['audit', '--submission', name]);
        expect({ code, out }).toEqual({ code: 2, out: '' });
        expect(err).toContain(message);
      }
    },
  );

  test('no key at all: exit code 2', async () => {
    const { code, err } = await cli(['audit', '--submission', 'reports/good']);
    expect(code).toBe(2);
    expect(err).toMatch(/results\/<vendor>\/<version>.*key\.pem is not there/);
  });
});

describe('what audit is given', () => {
  whenLong(test)('may be the report itself', async () => {
    expect((await audit('reports/good/report.json')).code).toBe(0);
  });
});
