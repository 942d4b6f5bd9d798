/** `gate`, as a user would run it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked } from 'marked';
import { SaxesParser } from 'saxes';
import { stringify } from 'yaml';
import type { GateReport } from '../../src/gate/gate.gen.ts';
import { openApi } from '../gate/corpus.ts';
import { drawn, inLongTier, whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

afterAll(cleanUp);

const root = new URL('../../', import.meta.url);
const write = (name: string, content: object | string): string => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  const text =
    typeof content === 'string' ? content : /\.ya?ml$/.test(name) ? stringify(content) : JSON.stringify(content);
  writeFileSync(join(folder, name), text);
  return name;
};
const bounded = (maximum: string) =>
  JSON.stringify(
    openApi({ response: { type: 'object', properties: { id: { type: 'integer', maximum: 7 } } } }),
  ).replace('"maximum":7', `"maximum":${maximum}`);
const json = async (...args: string[]): Promise<{ code: number | null; report: GateReport }> => {
  const { code, out, err } = await cli(['gate', ...args, '--format', 'json']);
  if (err !== '') throw new Error(err);
  return { code, report: JSON.parse(out) };
};

write('base.yaml', openApi());
write(
  'wider.yaml',
  openApi({
    request: {
      type: 'object',
      properties: { device_ids: { type: 'array', items: { type: 'number' } } },
      required: ['device_ids'],
    },
  }),
);
write(
  'breaking.yaml',
  openApi({
    request: {
      type: 'object',
      properties: { device_ids: { type: 'array', items: { type: 'integer', minimum: 1 } } },
      required: ['device_ids'],
    },
  }),
);
write(
  'warning.yaml',
  openApi({
    operation: {
      responses: {
        '200': { description: 'ok', content: { 'application/json': { schema: {} } } },
        '201': { description: 'x' },
      },
    },
  }),
);
const pair = (head: string) => ['--base', 'base.yaml', '--head', head];

describe('exit codes', () => {
  test('0: the same, and a request that is widened', async () => {
    const same = await cli(['gate', ...pair('base.yaml')]);
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toContain('✓ Compatible  base.yaml -> base.yaml: no change');
    const { code, report } = await json(...pair('wider.yaml'));
    expect(code).toBe(0);
    expect(report).toMatchObject({ verdict: 'compatible', changes: [{ class: 'compatible', keyword: 'type' }] });
  });

  test('1: a request that is narrowed, with reason, example, clauses and who breaks', async () => {
    const { code, out } = await cli(['gate', ...pair('breaking.yaml')]);
    expect(code).toBe(1);
    expect(out).toContain('✗ Breaking');
    expect(out).toContain('minimum 1 is new: consumers may send what is refused now.');
    expect(out).toMatch(/request body that was taken and is not any more: \{"device_ids":\[-?\d+\]\}/);
    expect(out).toContain('/requestBody/content/application~1json/schema/properties/device_ids/items/minimum');
    expect(out).toMatch(/Alters what clauses .*ROUND-1a.* are about, judged by .*rounding\//);
  });

  whenLong(test)('0 for a warning, and 1 with --fail-on warning', async () => {
    const base = write(
      'one.yaml',
      openApi({
        operation: { responses: { '200': { description: 'ok', content: { 'application/json': { schema: {} } } } } },
      }),
    );
    const args = ['--base', base, '--head', 'warning.yaml'];
    expect(await json(...args)).toMatchObject({ code: 0, report: { verdict: 'warning' } });
    expect((await json(...args, '--fail-on', 'warning')).code).toBe(1);
  });

  test('an edition against an edition, by date and by folder', async () => {
    const byDate = await json('--base', '2022-12-05', '--head', '2023-06-29');
    expect(byDate.code).toBe(1);
    const path = (id: string) => new URL(`schemas/editions/${id}`, root).pathname;
    const byFolder = await json('--base', path('2022-12-05'), '--head', path('2023-06-29'));
    const elsewhere = { file: expect.stringMatching(/schemas.editions.2023-06-29.[a-z0-9-]+\.schema\.json$/) };
    expect(byFolder.report.changes).toEqual(
      byDate.report.changes.map((change) => ({ ...change, at: { ...change.at, ...elsewhere } })),
    );
  });

  whenLong(test)('numbers keep all their digits: 17 nines and 18 nines, and 17 nines and one less', async () => {
    const [seventeen, eighteen] = ['9'.repeat(17), '9'.repeat(18)];
    write('17.json', bounded(seventeen));
    write('18.json', bounded(eighteen));
    write('less.json', bounded(`${'9'.repeat(16)}8`));
    const { code, report } = await json('--base', '17.json', '--head', '18.json');
    expect(code).toBe(1);
    expect(report.changes[0]).toMatchObject({
      before: seventeen,
      after: eighteen,
      witness: { value: `{"id":${eighteen}}` },
    });
    expect((await json('--base', '18.json', '--head', '17.json')).code).toBe(0);
    expect((await json('--base', 'less.json', '--head', '17.json')).report.verdict).toBe('breaking');
    expect((await json('--base', '17.json', '--head', '17.json')).report.changes).toEqual([]);
  });

  whenLong(test)('another operation, and all of them', async () => {
    const other = (type: string) => ({
      '/things': {
        get: { parameters: [{ name: 'q', in: 'query', schema: { type } }], responses: { '200': { description: 'x' } } },
      },
    });
    const both = (type: string) => {
      const document = openApi() as { paths: object };
      return { ...document, paths: { ...document.paths, ...other(type) } };
    };
    write('many-1.yaml', both('number'));
    write('many-2.yaml', both('integer'));
    const args = ['--base', 'many-1.yaml', '--head', 'many-2.yaml'];
    expect((await json(...args)).code).toBe(0);
    expect((await json(...args, '--operation', 'GET /things')).code).toBe(1);
    expect((await json(...args, '--operation', 'all')).code).toBe(1);
  });

  whenLong(test)('files beside it, and a commit of git', async () => {
    const repository = join(folder, 'repository');
    mkdirSync(join(repository, 'api'), { recursive: true });
    const document = openApi({ response: { $ref: './common.yaml#/Result' } as never });
    writeFileSync(join(repository, 'api/openapi.yaml'), stringify(document));
    const result = (type: string) =>
      stringify({ Result: { type: 'object', properties: { a: { type } }, required: ['a'] } });
    writeFileSync(join(repository, 'api/common.yaml'), result('integer'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
        cwd: repository,
        stdio: 'pipe',
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    writeFileSync(join(repository, 'api/common.yaml'), result('number'));
    const { code, out, err } = await cli(
      ['gate', '--base', 'git:HEAD:api/openapi.yaml', '--head', 'api/openapi.yaml'],
      { cwd: repository },
    );
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('a: type was "integer" and is "number"');
    expect(out).toContain('api/common.yaml:');
    // As in git: from the root of the repository, or by ./ from where one is.
    const files = ['git:HEAD:api/openapi.yaml', 'git:HEAD:./openapi.yaml', 'git:HEAD:../api/openapi.yaml'];
    for (const base of drawn(files, 1)) {
      const args = ['gate', '--base', base, '--head', 'openapi.yaml'];
      const sideways = await cli(args, { cwd: join(repository, 'api') });
      expect({ base, code: sideways.code, err: sideways.err }).toEqual({ base, code: 1, err: '' });
      expect(sideways.out).toContain('\n  common.yaml:');
    }
    for (const base of drawn(['git:HEAD:api', 'git:HEAD:.', 'git:HEAD:./'], 1)) {
      const inFolder = await cli(['gate', '--base', base, '--head', '.'], { cwd: join(repository, 'api') });
      expect({ base, code: inFolder.code, err: inFolder.err }).toEqual({ base, code: 1, err: '' });
    }
    const elsewhere = await cli(['gate', '--base', 'git:HEAD:openapi.yaml', '--head', 'openapi.yaml'], {
      cwd: join(repository, 'api'),
    });
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.err).toContain('git:HEAD:./openapi.yaml');
  });
});

describe('pacts', () => {
  const own = new URL('contracts/pacts/roma-conformance-client-roma-connect-link.json', root).pathname;

  test('each consumer that a head breaks is named', async () => {
    const head = JSON.parse(
      JSON.stringify(openApi()).replaceAll('"device_name":{"type":"string"}', '"device_name":{"type":"integer"}'),
    ) as object;
    write('names.json', head);
    const { report } = await json('--base', 'base.yaml', '--head', 'names.json');
    expect(report.consumers.map(({ consumer, broken }) => [consumer, broken.length > 0])).toEqual([
      ['huaweicloud-sdk-core', true],
      ['roma-conformance-client', true],
    ]);
    expect(report.consumers[0]?.broken[0]?.problems.join()).toContain('must be integer');
  });

  whenLong(test)('further consumers come from --pacts', async () => {
    const pact = JSON.parse(readFileSync(own, 'utf8'));
    write('mine/another.json', { ...pact, consumer: { name: 'another' } });
    const { report } = await json(...pair('wider.yaml'), '--pacts', 'mine');
    expect(report.consumers.map(({ consumer }) => consumer)).toContain('another');
  });

  whenLong(test)('a pact as base: the head has to keep it', async () => {
    expect((await json('--base', own, '--head', '2025-03-26')).report).toMatchObject({ verdict: 'compatible' });
    write('wrong.json', JSON.parse(JSON.stringify(openApi()).replaceAll('"success"', '"succeeded"')) as object);
    expect((await json('--base', own, '--head', 'wrong.json')).code).toBe(1);
  });

  whenLong(test)('pact against pact: what is new has to be verified', async () => {
    const pact = JSON.parse(readFileSync(own, 'utf8'));
    write('fewer.json', { ...pact, interactions: pact.interactions.slice(1) });
    expect((await json('--base', own, '--head', own)).report.changes).toEqual([]);
    expect((await json('--base', 'fewer.json', '--head', own)).report.verdict).toBe('warning');
    expect((await json('--base', own, '--head', 'fewer.json')).report.verdict).toBe('compatible');
  });
});

describe('accepted changes', () => {
  const terms = ['--reason', 'agreed', '--owner', 'api team', '--expires', '2999-12-31'];
  test('are written by the tool, pass the gate, and fail it when they are stale or expired', async () => {
    const written = await cli(['gate', ...pair('breaking.yaml'), '--write-allow', 'allow.json', ...terms]);
    expect(written.code).toBe(0);
    const accepted = await json(...pair('breaking.yaml'), '--allow', 'allow.json');
    expect(accepted).toMatchObject({
      code: 0,
      report: { verdict: 'compatible', changes: [{ class: 'breaking', accepted: { owner: 'api team' } }] },
    });
    const stale = await json(...pair('wider.yaml'), '--allow', 'allow.json');
    expect(stale).toMatchObject({ code: 1, report: { verdict: 'breaking', stale: [{ why: 'no such change' }] } });
    const expiredText = readFileSync(join(folder, 'allow.json'), 'utf8').replace('2999-12-31', '2020-01-01');
    write('expired.json', expiredText);
    const expired = await json(...pair('breaking.yaml'), '--allow', 'expired.json');
    expect(expired).toMatchObject({ code: 1, report: { stale: [{ why: 'expired' }] } });
    if (!inLongTier()) return;
    const told = await cli(['gate', '--base', 'base.yaml', '--head', 'base.yaml', '--allow', 'allow.json']);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(
      /^✗ The allow file is out of date {2}base\.yaml -> base\.yaml: no change; an entry of the allow file must go\n/,
    );
    expect((await cli(['gate', ...pair('breaking.yaml'), '--allow', 'expired.json'])).out).toContain(
      'must go (expired)',
    );
  });
});

describe('reports', () => {
  const schema = JSON.parse(readFileSync(new URL('schemas/gate-report.schema.json', root), 'utf8'));
  /** What comes from a document, in every place where it may stand. */
  const HOSTILE = '</script>\u202e\u001b[31m\n::error::x ]]> `|@a #1 <b> ##[group]';

  test('several formats: the text is printed and the others are written, and their own parsers take them', async () => {
    const name = (value: string) =>
      openApi({
        response: { type: 'object', properties: { [HOSTILE]: { type: 'string', const: value } }, required: [HOSTILE] },
      });
    write('hostile-1.json', name('a'));
    write('hostile-2.json', name(HOSTILE));
    const args = ['gate', '--base', 'hostile-1.json', '--head', 'hostile-2.json', '--out', 'out'];
    const { code, out } = await cli([...args, '--format', 'text,json,markdown,sarif,junit']);
    expect(code).toBe(1);
    for (const character of ['\u001b', '\u202e']) expect(out).not.toContain(character);
    expect(out).not.toMatch(/^::error/m);
    const of = (file: string) => readFileSync(join(folder, 'out', file), 'utf8');

    const report = JSON.parse(of('gate.json'));
    const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
    expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null });

    const sarif = JSON.parse(of('gate.sarif'));
    const sarifSchema = createRequire(import.meta.url)('schemastore/schemas/json/sarif-2.1.0.json');
    const { $schema: _, ...draft7 } = sarifSchema;
    const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(draft7);
    expect({ valid: isSarif(sarif), errors: isSarif.errors }).toEqual({ valid: true, errors: null });
    expect(sarif.runs[0].results[0]).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'hostile-2.json' } } }],
    });

    let failures = 0;
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name }) => {
      if (name === 'failure') failures++;
    });
    parser.write(of('gate.xml')).close();
    expect(failures).toBe(report.changes.filter((change: { class: string }) => change.class === 'breaking').length);

    const html = await marked(of('gate.md'));
    expect(html).not.toMatch(/<script|<b>|\u202e/);
    expect(of('gate.md')).not.toMatch(/^::/m);
  });

  whenLong(test)('one format is printed', async () => {
    const { out } = await cli(['gate', ...pair('breaking.yaml'), '--format', 'markdown']);
    expect(out).toMatch(/^## ✗ Breaking/);
  });

  whenLong(test)('one format is written where --out says so; what is only printed is refused', async () => {
    const args = ['gate', ...pair('breaking.yaml'), '--out', 'one'];
    const { code, out } = await cli([...args, '--format', 'markdown']);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^Reports: one.gate\.md\n$/) });
    expect(readFileSync(join(folder, 'one/gate.md'), 'utf8')).toMatch(/^## ✗ Breaking/);
    const refused = await cli(args);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('--out one: text is printed, so nothing would be written');
  });
});

describe('settings, versions, folders and lines', () => {
  const versioned = (version: string, document: object) => ({ ...document, info: { title: 't', version } });
  const things = (version: string, over: object = {}, schema: object = { type: 'object' }) => ({
    openapi: '3.1.0',
    info: { title: 'things', version },
    paths: {
      '/things': {
        get: {
          tags: ['beta'],
          responses: { '200': { description: 'ok', content: { 'application/json': { schema } } } },
          ...over,
        },
      },
      '/kept': { get: { responses: { '200': { description: 'ok' } } } },
    },
  });
  const without = (version: string) => {
    const { paths, ...rest } = things(version);
    return { ...rest, paths: { '/kept': paths['/kept'] } };
  };
  const all = ['--operation', 'all'];

  whenLong(test)('--semver says which bump is asked for; --fail-on bump fails only where it was not made', async () => {
    write('one.json', versioned('1.0.0', openApi()));
    const narrowed = JSON.parse(
      JSON.stringify(openApi()).replace('"type":"array"', '"type":"array","minItems":9'),
    ) as object;
    write('patched.json', versioned('1.0.1', narrowed));
    write('raised.json', versioned('2.0.0', narrowed));
    write('unversioned.json', versioned('next', narrowed));
    const to = (head: string, ...more: string[]) => cli(['gate', '--base', 'one.json', '--head', head, ...more]);
    const { code, out } = await to('patched.json', '--semver');
    expect(code).toBe(1);
    expect(out).toContain('The changes ask for a major version; 1.0.0 -> 1.0.1 is a patch one: too little.');
    expect((await to('patched.json', '--fail-on', 'bump')).code).toBe(1);
    expect((await to('raised.json', '--fail-on', 'bump')).code).toBe(0);
    const unknown = await to('unversioned.json', '--fail-on', 'bump');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('--fail-on bump: The changes ask for a major version; 1.0.0 -> next is not counted');
  });

  whenLong(test)('gate.yaml sets severities and filters; --config names another', async () => {
    write('full.json', things('1'));
    write('less.json', without('2'));
    const of = (...more: string[]) => json('--base', 'full.json', '--head', 'less.json', ...all, ...more);
    expect(await of()).toMatchObject({ code: 1, report: { config: null, changes: [{ rule: 'operation/removed' }] } });
    const settings = (text: string) => ['--config', write('settings.yaml', text)];
    expect(await of(...settings('rules: { operation/removed: warning }'))).toMatchObject({
      code: 0,
      report: { config: 'settings.yaml', verdict: 'warning' },
    });
    const filters = ['rules: { operation/removed: off }', 'tags: { skip: [beta] }', 'paths: { only: ["/ke*"] }'];
    for (const filter of drawn(filters, 1)) expect((await of(...settings(filter))).report.changes).toEqual([]);
    const home = join(folder, 'home');
    write('home/gate.yaml', 'rules: { operation/removed: compatible }');
    const found = await cli(['gate', '--base', '../full.json', '--head', '../less.json', ...all], { cwd: home });
    expect(found.code).toBe(0);
    expect(found.out).toContain('Settings: gate.yaml');
  });

  whenLong(test)(
    'settings by which nothing would be compared, or of a rule that is not there, are refused',
    async () => {
      write('full.json', things('1'));
      write('less.json', without('2'));
      const settings = (text: string) => ['--config', write('refused.yaml', text)];
      const toNothing = ['gate', '--base', 'full.json', '--head', 'less.json', ...all];
      const nothing = await cli([...toNothing, ...settings('paths: { only: ["/kpet*"] }')]);
      expect(nothing).toMatchObject({ code: 2, out: '' });
      expect(nothing.err).toContain('none of the 2 operations passes `paths` and `tags`, so nothing would be compared');
      const wrong = await cli([
        'gate',
        '--base',
        'full.json',
        '--head',
        'less.json',
        ...settings('internal: skip\nrules:\n  operation/gone: warning\n'),
      ]);
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toContain('refused.yaml:3 /rules/operation~1gone: there is no such rule');
    },
  );

  whenLong(test)('what is internal is no promise, and what was deprecated long enough may go', async () => {
    write('internal.json', things('1', { 'x-internal': true }));
    write('gone.json', without('2'));
    const from = (base: string, text: string) =>
      json('--base', base, '--head', 'gone.json', ...all, '--config', write('terms.yaml', text));
    expect((await from('internal.json', 'internal: compare')).code).toBe(1);
    expect((await from('internal.json', 'internal: skip')).report.changes).toEqual([]);
    const deprecated = (over: object) => write('deprecated.json', things('1', { deprecated: true, ...over }));
    const rule = 'deprecation: { days: 30 }';
    expect(await from(deprecated({ 'x-sunset': '2024-01-01' }), rule)).toMatchObject({
      code: 0,
      report: { verdict: 'warning' },
    });
    expect((await from(deprecated({ 'x-deprecated-since': '2024-01-01' }), rule)).code).toBe(0);
    expect((await from(deprecated({ 'x-sunset': '2999-01-01' }), rule)).code).toBe(1);
    expect((await from(deprecated({}), rule)).code).toBe(1);
    write('plain.json', things('1'));
    const soon = await json('--base', 'plain.json', '--head', deprecated({}), ...all, '--config', 'terms.yaml');
    expect(soon.report.changes.map((change) => change.rule)).toEqual([
      'operation/sunset-missing',
      'operation/deprecated',
    ]);
  });

  whenLong(test)('folders are compared document by document; new ones and gone ones are told', async () => {
    const answer = (type: string) =>
      things('1', {}, { type: 'object', properties: { a: { $ref: '../common.yaml#/A' }, b: { type } } });
    for (const [side, type] of [
      ['old', 'integer'],
      ['new', 'number'],
    ] as const) {
      write(`${side}/sub/things.yaml`, answer(type));
      write(`${side}/common.yaml`, { A: { type: 'string' } });
      write(`${side}/only-${side}.json`, without('1'));
    }
    const { code, report } = await json('--base', 'old', '--head', 'new');
    expect(code).toBe(1);
    expect(report.changes.map(({ rule, title, at }) => [rule, title, at.file])).toEqual([
      ['document/removed', 'only-old.json: the document is gone', 'old/only-old.json'],
      ['schema/type', 'b: type was "integer" and is "number"', 'new/sub/things.yaml'],
      ['document/added', 'only-new.json: the document is new', 'new/only-new.json'],
    ]);
    const mixed = await cli(['gate', '--base', 'old', '--head', 'new/only-new.json']);
    expect(mixed).toMatchObject({ code: 2, out: '' });
    expect(mixed.err).toContain('old is a folder of documents, and the other side is none');
  });

  whenLong(test)(
    'a change and an annotation name the line of the head, and nothing of force-offline is said of others',
    async () => {
      write('lines-1.yaml', things('1', {}, { type: 'object', properties: { a: { type: 'integer', maximum: 5 } } }));
      const text = stringify(things('1', {}, { type: 'object', properties: { a: { type: 'integer', maximum: 6 } } }));
      write('lines-2.yaml', text);
      const line = text.split('\n').findIndex((one) => one.includes('maximum')) + 1;
      const args = ['gate', '--base', 'lines-1.yaml', '--head', 'lines-2.yaml', ...all];
      const { out } = await cli([...args, '--format', 'github']);
      expect(out).toContain(`::error file=lines-2.yaml,line=${line},title=schema/maximum::a: maximum was 5 and is 6`);
      const told = await cli(args);
      expect(told.out).toContain(`lines-2.yaml:${line} /paths/~1things`);
      expect(told.out).not.toMatch(/pact|clause|check/);
      const changes = await cli([...args, '--format', 'changelog']);
      expect(changes.out).toContain('## Breaking');
      const invalid = write('broken.yaml', text.replace('      responses:', '      answers:'));
      const refused = await cli(['gate', '--base', 'lines-1.yaml', '--head', invalid, ...all]);
      expect(refused.err).toMatch(
        /^broken\.yaml:\d+ \/paths\/~1things\/get: (responses is missing|answers is not known)/m,
      );
    },
  );
});

describe('references to other folders', () => {
  const all = ['--operation', 'all'];
  const referring = (ref: string) => openApi({ response: { $ref: ref } as never });
  write('shared/id.json', { type: 'integer' });
  write('shared/text.json', { type: 'string' });
  write('apis/one/base.json', referring('../../shared/id.json'));
  write('apis/one/head.json', referring('../../shared/text.json'));
  const pairOf = (at: string) => ['--base', `${at}/base.json`, '--head', `${at}/head.json`];
  const refusal = 'which is outside its folder and its repository; name the folder that holds both with --root';

  test('are followed within --root', async () => {
    const { code, report } = await json(...pairOf('apis/one'), '--root', '.', ...all);
    expect([code, report.changes.map(({ rule }) => rule)]).toEqual([1, ['schema/type']]);
    const tight = await cli(['gate', ...pairOf('apis/one'), '--root', 'apis', ...all]);
    expect([tight.code, tight.err]).toEqual([
      2,
      expect.stringContaining('which is outside --root apis; name a folder that holds both'),
    ]);
    const none = await cli(['gate', ...pairOf('apis/one'), '--root', 'nowhere', ...all]);
    expect([none.code, none.err]).toEqual([2, '--root nowhere: no such folder\n']);
  });

  whenLong(test)('are followed within the repository, in a commit too, and in folders', async () => {
    for (const name of ['shared/id.json', 'shared/text.json', 'apis/one/base.json', 'apis/one/head.json'])
      write(`repo/${name}`, readFileSync(join(folder, name), 'utf8'));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
        cwd: join(folder, 'repo'),
      });
    git('init', '-q');
    const kept = await cli(['gate', ...pairOf('repo/apis/one'), ...all]);
    expect([kept.code, kept.err]).toEqual([1, '']);
    git('add', '.');
    git('commit', '-qm', 'x');
    const cwd = join(folder, 'repo');
    write('repo/shared/id.json', { type: 'boolean' });
    for (const name of ['apis/one/base.json', 'apis/one', 'apis']) {
      const { code, out, err } = await cli(['gate', '--base', `git:HEAD:${name}`, '--head', name, ...all], { cwd });
      expect([code, err]).toEqual([1, '']);
      expect(out).toContain('boolean');
    }
    write('repo/out.json', referring('../shared/id.json'));
    const { code, err } = await cli(['gate', '--base', 'out.json', '--head', 'out.json', ...all], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(refusal)]);
  });

  whenLong(test)('by a link that leads out are refused, and a name that begins with dots is a name', async () => {
    write('linked/..x.json', { type: 'integer' });
    write('linked/dots.json', referring('..x.json'));
    expect((await cli(['gate', '--base', 'linked/dots.json', '--head', 'linked/dots.json', ...all])).code).toBe(0);
    symlinkSync(join(folder, 'shared/id.json'), join(folder, 'linked/link.json'));
    write('linked/a.json', referring('link.json'));
    const { code, err } = await cli(['gate', '--base', 'linked/a.json', '--head', 'linked/a.json', ...all]);
    expect([code, err]).toEqual([2, expect.stringContaining(refusal)]);
  });
});

describe('bad input is exit code 2, naming file and pointer', () => {
  const good = 'base.yaml';
  const at = (head: string | (() => string), message: string): [string, () => string, string] => [
    typeof head === 'string' ? head : message,
    typeof head === 'string' ? () => head : head,
    message,
  ];
  const cases: [string, () => string, string][] = [
    at('none.yaml', 'none.yaml is no file and no edition'),
    at('2024-01-01', '2024-01-01 is no file and no edition; editions are 2022-12-05, 2023-06-29, 2025-03-26'),
    at('main:base.yaml', 'did you mean git:main:base.yaml?'),
    at('base.yml', 'did you mean base.yaml?'),
    at('2024', '2024 is no file and no edition; editions are 2022-12-05'),
    at(() => write('cut.json', '{"openapi":'), 'cut.json:1: no JSON: a value is missing'),
    at(() => write('tabs.yaml', 'a:\n\t- b'), 'tabs.yaml:2: wrong indentation'),
    at(() => write('empty.yaml', ''), 'empty.yaml: is empty'),
    at(() => write('list.json', '[]'), 'list.json:1: an object is wanted'),
    at(() => write('text.json', '{}'), 'text.json:1: neither an OpenAPI document'),
    at(
      () => write('four.json', { ...openApi(), openapi: '4.0.0' }),
      'four.json:1 /openapi: OpenAPI 4.0.0 is not known',
    ),
    at(
      () => write('invalid.json', { openapi: '3.0.3', info: {}, paths: {} }),
      'invalid.json:1 /info: title is missing; OpenAPI requires it here',
    ),
    at(() => write('nothing.json', openApi({ response: { $ref: '#/components/schemas/None' } as never })), 'None'),
    at(
      () => write('remote.json', openApi({ response: { $ref: 'https://example.com/a.json' } as never })),
      'leads to another host',
    ),
    at(
      () => write('escape/a.json', openApi({ response: { $ref: '../base.yaml#/paths' } as never })),
      'which is outside its folder and its repository; name the folder that holds both with --root',
    ),
    at(
      () => write('gone.json', openApi({ response: { $ref: 'gone-too.json' } as never })),
      '$ref gone-too.json: gone-too.json: cannot be read',
    ),
    at(() => {
      write('loop-2.json', '{"$ref":"loop-2.json"}');
      return write('loop.json', openApi({ response: { $ref: 'loop-2.json' } as never }));
    }, 'leads back to itself'),
    at('git:HEAD', 'git:REV:PATH is wanted'),
    at(() => write('deep.json', `${'['.repeat(600)}${']'.repeat(600)}`), 'deep.json: no JSON'),
  ];
  test.each(drawn(cases, 1))('%s', async (_, head, message) => {
    const { code, out, err } = await cli(['gate', '--base', good, '--head', head()]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/ {4}at /);
  });

  write('own.yaml', {
    openapi: '3.0.3',
    info: { title: 'x', version: '1' },
    paths: { '/v1/orders': { get: { responses: { '204': { description: 'x' } } } } },
  });
  const usage: [string, string[], string][] = [
    ['no head', ['--base', good], 'gate needs --base and --head'],
    [
      'an operation that is not there',
      [...pair(good), '--operation', 'GET /nowhere'],
      'base.yaml: the operation GET /nowhere is not in it; there are POST',
    ],
    [
      'an API of its own, and no operation',
      ['--base', 'own.yaml', '--head', 'own.yaml'],
      'own.yaml: add --operation all to compare all its operations, or --operation "GET /v1/orders" for one; without it POST',
    ],
    ['a format', [...pair(good), '--format', 'sarfi'], 'did you mean sarif?'],
    ['fail-on', [...pair(good), '--fail-on', 'never'], 'breaking, warning, bump is wanted'],
    [
      'an allow file that is not there',
      [...pair(good), '--allow', 'no-allow.json'],
      '--allow no-allow.json: cannot be read (ENOENT)',
    ],
    [
      'write-allow without terms',
      [...pair(good), '--write-allow', 'x.json'],
      '--write-allow needs --reason, --owner and --expires',
    ],
    [
      'terms without write-allow',
      [...pair(good), '--owner', 'x'],
      '--reason, --owner and --expires need --write-allow',
    ],
    [
      'a day that is past',
      [...pair(good), '--write-allow', 'past.json', '--reason', 'r', '--owner', 'o', '--expires', '2020-01-01'],
      '--expires 2020-01-01: that day is past',
    ],
  ];
  test.each(drawn(usage, 1))('%s', async (_, args, message) => {
    const { code, out, err } = await cli(['gate', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  whenLong(test)('an allow file that is none', async () => {
    write('bad-allow.json', { schemaVersion: '1.0', accepted: [{ fingerprint: 'x' }] });
    const { code, err } = await cli(['gate', ...pair(good), '--allow', 'bad-allow.json']);
    expect(code).toBe(2);
    expect(err).toMatch(/bad-allow\.json:\d+ \/accepted\/0/);
  });
});
