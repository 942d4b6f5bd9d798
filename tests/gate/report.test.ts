/** What the gate's formats say of hostile and of very many changes; each is read by a parser of its kind. */
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { marked } from 'marked';
import { SaxesParser } from 'saxes';
import type { GateChange, GateReport } from '../../src/gate/gate.gen.ts';
import { type GateFormatName, gateFormatList, gateFormats } from '../../src/gate/report/formats.ts';
import type { FailOn } from '../../src/gate/report/words.ts';
import { semverOf } from '../../src/gate/semver.ts';
import { titleOf } from '../../src/gate/title.ts';

const HOSTILE = '</script>\u202e\u001b[31m\n::error::x ]]> `|@a #1 <b></details> ##[group] %0A';

const inWords = (text: string) => ({ kind: 'text', values: { text } });

function change(text: string, over: Partial<GateChange> = {}): GateChange {
  const use = { operation: `GET /${text}`, part: `response 200 ${text}`, field: text, class: 'breaking' as const };
  const one = {
    fingerprint: '0123456789abcdef',
    rule: 'schema/minimum',
    says: `minimum ${text} is new`,
    ...use,
    pointer: `/${text}`,
    at: { file: `${text}.yaml`, line: 12 },
    base: null,
    head: { file: null, pointer: `/${text}` },
    uses: [use, { ...use, field: `other ${text}` }],
    keyword: 'minimum',
    before: null,
    after: text,
    reason: `${text}.`,
    witness: { what: text, value: text },
    said: { says: inWords(`minimum ${text} is new`), reason: inWords(`${text}.`), witness: inWords(text) },
    accepted: null,
    ...over,
  };
  return { ...one, title: titleOf(one) };
}

const report = (changes: GateChange[], text = 'x'): GateReport => ({
  schemaVersion: '1.2',
  base: text,
  head: text,
  verdict: 'breaking',
  config: text,
  semver: semverOf(changes, text, text),
  changes,
  consumers: [
    { consumer: text, pact: text, situations: 1, unknown: 0, broken: [{ description: text, problems: [text] }] },
  ],
  touched: { clauses: [text], checks: [text] },
  stale: [{ fingerprint: '0123456789abcdef', change: text, why: 'expired' }],
});

const render = (name: GateFormatName, of: GateReport, failOn: FailOn = 'breaking') =>
  gateFormats[name].render(of, { version: '1', failOn, colour: false });

const terms = { reason: HOSTILE, owner: HOSTILE, expires: '2030-01-01' };
const hostile = report(
  [
    change(HOSTILE),
    change(HOSTILE, { class: 'warning' }),
    change(HOSTILE, { class: 'compatible', rule: 'schema/member-added' }),
    change(HOSTILE, { accepted: terms }),
  ],
  HOSTILE,
);

function elements(xml: string, name: string): number {
  let count = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (tag.name === name) count++;
  });
  parser.write(xml).close();
  return count;
}

describe('hostile texts', () => {
  test.each(gateFormatList)('%s commands nothing and hides nothing', (name) => {
    const text = render(name, hostile);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    if (name !== 'github') expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toMatch(/##\[group/);
  });

  test('JUnit and SARIF are what their readers take', () => {
    const xml = render('junit', hostile, 'warning');
    expect(elements(xml, 'failure')).toBe(3);
    expect(elements(xml, 'skipped')).toBe(2);
    const { $schema: _, ...draft7 } = createRequire(import.meta.url)('schemastore/schemas/json/sarif-2.1.0.json');
    const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(draft7);
    const sarif = JSON.parse(render('sarif', hostile));
    expect({ valid: isSarif(sarif), errors: isSarif.errors }).toEqual({ valid: true, errors: null });
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.region).toEqual({ startLine: 12 });
    expect(sarif.runs[0].results[3].suppressions).toHaveLength(1);
  });

  test('annotations are one command in a line each, with file and line', () => {
    const lines = render('github', hostile).trim().split('\n');
    expect(lines.every((line) => /^::(error|warning|notice) [^\n]*::/.test(line))).toBe(true);
    expect(lines.filter((line) => line.includes('line=12'))).toHaveLength(2);
  });

  test.each(['markdown', 'changelog'] as const)('%s becomes no other HTML than its own', async (name) => {
    const html = await marked(render(name, hostile));
    expect(html).not.toMatch(/<script|<b>/);
    expect(html.split('<details>').length).toBe(html.split('</details>').length);
  });
});

describe('very many, and very long ones', () => {
  const long = 'x'.repeat(100_000);
  const many = [
    ...Array.from({ length: 1000 }, (_, i) => change(`field${i}`)),
    ...Array.from({ length: 1000 }, (_, i) => change(`new${i}`, { class: 'compatible' })),
  ];
  test('Markdown ends with a whole part, and counts what is left', () => {
    for (const changes of [many, many.slice(1000), [change(long), ...many]]) {
      const text = render('markdown', report(changes));
      expect(text.length).toBeLessThanOrEqual(60_000);
      expect(text.split('<details>').length).toBe(text.split('</details>').length);
      expect(text).toMatch(/Cut here: \d+ more parts|and 950 more in the JSON/);
    }
  });

  test('annotations are not more than GitHub shows, and say how many are left', () => {
    const text = render('github', report(many));
    expect(text.split('\n').length).toBeLessThan(25);
    expect(text).toContain('991 of them are not shown as annotations');
  });

  test('a changelog leaves nothing out', () => {
    expect(render('changelog', report(many)).match(/^- /gm)).toHaveLength(2000);
  });
});

describe('the line that tells a change', () => {
  const use = (operation: string, part: string, field: string) => ({
    operation,
    part,
    field,
    class: 'breaking' as const,
  });
  const title = (uses: ReturnType<typeof use>[]) =>
    titleOf({ ...(uses[0] as (typeof uses)[0]), says: 'minimum 1 is gone', uses });
  test.each([
    [[use('GET /a', 'body', 'success[].id')], 'success[].id: minimum 1 is gone'],
    [
      [
        use('GET /a', 'body', 'success[].id'),
        use('GET /a', 'body', 'failed[].id'),
        use('GET /a', 'body', 'success[].device_id'),
      ],
      'success[].id: minimum 1 is gone (also failed[].id, success[].device_id)',
    ],
    [[use('GET /a', 'body', 'id'), use('GET /b', 'body', 'id')], 'id: minimum 1 is gone (also GET /b)'],
    [
      [use('GET /a', 'query parameter q', ''), use('GET /a', 'body', 'q')],
      'query parameter q: minimum 1 is gone (also body q)',
    ],
    [[use('GET /a', 'operation', '')], 'GET /a: minimum 1 is gone'],
    [
      ['a', 'b', 'c', 'd', 'e'].map((field) => use('GET /a', 'body', field)),
      'a: minimum 1 is gone (also b, c, d and 1 more)',
    ],
  ])('%#', (uses, told) => expect(title(uses)).toBe(told));
});

describe('the bump that is asked for, and the one that was made', () => {
  const of = (...classes: GateChange['class'][]) => classes.map((one) => ({ class: one }));
  test.each([
    [of('breaking'), '1.2.3', '2.0.0', 'major', 'major', true],
    [of('breaking'), '1.2.3', '1.3.0', 'major', 'minor', false],
    [of('compatible'), '1.2.3', '1.3.0', 'minor', 'minor', true],
    [of('compatible', 'warning'), '1.2.3', '1.2.4', 'minor', 'patch', false],
    [of(), '1.2.3', '1.2.3', 'none', 'none', true],
    [of('breaking'), '0.2.3', '0.3.0', 'minor', 'minor', true],
    [of('compatible'), '0.2.3', '0.2.4', 'patch', 'patch', true],
    [of('breaking'), '2.0.0-rc.1', '2.0.0', 'major', 'major', true],
    [of('breaking'), '2.0.0', '1.0.0', 'major', null, false],
    [of('breaking'), 'spring', '1.0.0', 'major', null, null],
    [of('breaking'), null, '1.0.0', 'major', null, null],
    [of('breaking'), 'v1', 'v2', 'major', 'major', true],
  ] as const)('%#', (changes, base, head, asked, made, isEnough) =>
    expect(semverOf(changes, base, head)).toEqual({ base, head, asked, made, isEnough }),
  );
});

describe('accepted changes', () => {
  const [open, accepted] = [
    change('open'),
    change('done', { accepted: { ...terms, reason: 'agreed', owner: 'team' } }),
  ];
  const of = { ...report([accepted, open]), stale: [] };

  test('stand after the others, and that they are accepted is said first', () => {
    const text = render('text', of);
    expect(text).toMatch(
      /✗ breaking {2}open.*\n[\s\S]*\n- accepted \(breaking\) {2}done.*\n {2}accepted: agreed \(team, until/,
    );
    expect(text).not.toContain('✗ breaking  done');
    const markdown = render('markdown', of);
    expect(markdown).toMatch(
      /### ✗ breaking: `open[\s\S]*### accepted \\\(breaking\\\): `done[^\n]*\n\naccepted: agreed \\\(team/,
    );
  });

  test('are not red', () => {
    const text = gateFormats.text.render(of, { version: '1', failOn: 'breaking', colour: true });
    expect(text).toContain('\u001b[31m✗ breaking');
    expect(text).not.toContain('\u001b[31m- accepted');
    expect(text).not.toContain('\u001b[31m✗ breaking\u001b[0m  done');
  });

  test('a change that counts is the headline beside an entry that must go', () => {
    expect(render('text', report([open]))).toMatch(
      /^✗ Breaking .*1 breaking change; an entry of the allow file must go/,
    );
    expect(render('text', report([accepted]))).toMatch(/^✗ The allow file is out of date/);
  });
});

describe('the changelog', () => {
  test('says a thing once, and which other operations it is about', () => {
    const part = 'query parameter limit';
    const says = 'maximum was 500 and is 100';
    const use = { operation: 'POST /orders', part, field: '', class: 'breaking' as const };
    const one = change('x', {
      ...use,
      says,
      reason: `${says}: it breaks.`,
      said: {
        says: inWords(says),
        reason: { kind: 'gate.because', values: { what: inWords(says), why: inWords('it breaks.') } },
      },
      uses: [use, { ...use, operation: 'GET /orders' }],
    });
    const text = render('changelog', report([one]));
    expect(text.match(/maximum was 500/g)).toHaveLength(1);
    expect(text).toContain('<br>it breaks.<br>also: `GET /orders`\n');
    expect(text.match(/GET \/orders/g)).toHaveLength(1);
  });
});

test('a side that says nothing is not quoted', () => {
  expect(render('markdown', report([change('x', { before: '5', after: null })]))).toContain('- gone: `5`');
  expect(render('markdown', report([change('x', { before: null, after: '5' })]))).toContain('- new: `5`');
});
