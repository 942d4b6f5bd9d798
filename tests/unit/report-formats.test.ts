/** The formats that other tools read, held to their published schemas: of a full report, and of hostile ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv as Ajv07 } from 'ajv';
import addFormats from 'ajv-formats';
import { loadEdition } from '../../src/edition/load.ts';
import { type FormatName, formats } from '../../src/report/formats.ts';
import type { Report } from '../../src/report/report.gen.ts';
import { hostile } from './fixtures/report/hostile.ts';
import { richReport } from './fixtures/report/rich-report.ts';

const { clauses } = loadEdition('2025-03-26');
const render = (format: FormatName, report: Report) => formats[format].render(report, clauses);
const load = createRequire(import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const compiler = () => {
  const ajv = new Ajv07({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv;
};

const reports: [string, Report][] = [['full', richReport], ...Object.entries(hostile)];

describe.each(reports)('a report that is %s', (_, report) => {
  test('as HAR 1.2', () => {
    const folder = load.resolve('har-schema').replace(/index\.js$/, '');
    const ajv = compiler();
    ajv.addMetaSchema(load('ajv/dist/refs/json-schema-draft-06.json'));
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const schema = json(join(folder, file));
      ajv.addSchema(schema);
    }
    const validate = ajv.getSchema('har.json#') ?? ajv.getSchema('har.json');
    const har = JSON.parse(render('har', report));
    validate?.(har);
    expect(validate?.errors).toBeNull();
    expect(har.log.entries).toHaveLength(report.exchanges.length);
  });

  test('as CTRF', () => {
    const validate = compiler().compile(json(load.resolve('ctrf').replace(/index\.(c?js)$/, 'ctrf-schema-0.0.json')));
    const ctrf = JSON.parse(render('ctrf', report));
    validate(ctrf);
    expect(validate.errors).toBeNull();
    const { tests, passed, failed, skipped, pending, other } = ctrf.results.summary;
    expect(passed + failed + skipped + pending + other).toBe(tests);
  });

  test('as SARIF 2.1.0', () => {
    const validate = compiler().compile(load('schemastore/schemas/json/sarif-2.1.0.json'));
    const sarif = JSON.parse(render('sarif', report));
    validate(sarif);
    expect(validate.errors).toBeNull();
    const [run] = sarif.runs;
    const rules = new Set(run.tool.driver.rules.map(({ id }: { id: string }) => id));
    for (const { ruleId } of run.results) expect(rules).toContain(ruleId);
  });

  test('as code quality of GitLab: what its page asks of an entry', () => {
    const entries = JSON.parse(render('gitlab', report));
    for (const entry of entries) {
      expect(entry).toEqual({
        description: expect.any(String),
        check_name: expect.any(String),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
        location: { path: expect.any(String), lines: { begin: expect.any(Number) } },
      });
    }
    expect(new Set(entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(entries.length);
  });

  test('as annotations of GitHub: each line is one command, whatever the deployment says', () => {
    const lines = render('github', report).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\r]*::[^\r]*$/);
  });
});
