/** A new edition is a new folder in schemas/editions, and nothing else: here one with one more optional member. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { whenLong } from '../tier.ts';
import { cli } from './cli.ts';

const BEFORE = '2025-03-26';
const AFTER = '2025-10-22';
const root = new URL('../../', import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), 'roma-edition-'));
const main = join(home, 'dist/cli/main.js');
const run = (...args: string[]) => cli(args, { main, cwd: home });

beforeAll(() => {
  for (const name of ['dist', 'schemas', 'contracts', 'scripts', 'package.json'])
    cpSync(join(root, name), join(home, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const folder = join(home, 'schemas/editions', AFTER);
  cpSync(join(home, 'schemas/editions', BEFORE), folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(BEFORE, AFTER));
  }
  const path = join(folder, 'device-info-simple.schema.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as { properties: Record<string, unknown> };
  schema.properties['reason'] = { type: 'string', description: 'Why the device is offline.' };
  writeFileSync(path, JSON.stringify(schema, null, 2));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Report {
  verdict: string;
  suite: { edition: string };
  checks: { id: string; outcome: string; level: string }[];
}
const reportIn = (out: string): Report =>
  JSON.parse(readFileSync(join(home, out, 'mock/report.json'), 'utf8')) as Report;

describe('an edition that is added as a folder', () => {
  test('is the one that counts, for the mock too, and loses no check', async () => {
    expect((await run('verify', '--mock', '--out', 'new')).code).toBe(0);
    const { suite, verdict, checks } = reportIn('new');
    expect({ edition: suite.edition, verdict }).toEqual({ edition: AFTER, verdict: 'conformant' });
    await cli(['verify', '--mock', '--out', join(home, 'old')]);
    const before = reportIn('old');
    expect(before.suite.edition).toBe(BEFORE);
    expect(checks.map(({ id, outcome }) => ({ id, outcome }))).toEqual(
      before.checks.map(({ id, outcome }) => ({ id, outcome })),
    );
  });

  whenLong(test)('is judged: a fault is found', async () => {
    expect((await run('verify', '--mock', '--fault', 'rounds-half-up', '--out', 'faulty')).code).toBe(1);
    const failed = reportIn('faulty').checks.filter(({ outcome, level }) => outcome === 'failed' && level === 'MUST');
    expect(failed.map(({ id }) => id.split('/')[0])).toContain('rounding');
  });

  whenLong(test)('is judged by its own schemas', async () => {
    const path = join(home, 'schemas/editions', AFTER, 'error.schema.json');
    const text = readFileSync(path, 'utf8');
    const schema = JSON.parse(text) as { required: string[] };
    writeFileSync(path, JSON.stringify({ ...schema, required: [...schema.required, 'retry'] }));
    try {
      expect((await run('verify', '--mock', '--out', 'strict')).code).toBe(1);
    } finally {
      writeFileSync(path, text);
    }
  });

  test('its report, written and judged again, and the mock of an older edition', async () => {
    expect((await run('report', 'new/mock/record.jsonl', '--out', 'again')).code).toBe(0);
    expect(reportIn('again').suite.edition).toBe(AFTER);
    const { code, err } = await run('mock', '--edition', '2025-10-23');
    expect(code).toBe(2);
    expect(err).toContain(`known are ${AFTER}, ${BEFORE}`);
  });

  test('is compared by the gate', async () => {
    const { code, out } = await run('gate', '--base', BEFORE, '--head', AFTER, '--format', 'json');
    expect(code).toBe(0);
    expect(out).toContain('reason');
    const back = await run('gate', '--base', AFTER, '--head', BEFORE);
    expect(back.out).toContain('reason');
  });

  whenLong(test)('keeps the contracts of the one before', async () => {
    const { code, out } = await run('contracts', 'verify', '--mock', '--out', 'contracts-out');
    expect({ code, out: code === 0 ? '' : out }).toEqual({ code: 0, out: '' });
  });

  test('is written as OpenAPI', () => {
    execFileSync(process.execPath, [join(home, 'scripts/openapi.mjs')], { cwd: home });
    const text = readFileSync(join(home, 'contracts/openapi.yaml'), 'utf8');
    expect(text).toContain(`version: "${AFTER}"`);
    expect(text).toContain('Why the device is offline.');
    execFileSync(process.execPath, [join(home, 'scripts/openapi.mjs'), BEFORE], { cwd: home });
    expect(readFileSync(join(home, 'contracts/openapi.yaml'), 'utf8')).toBe(
      readFileSync(join(root, 'contracts/openapi.yaml'), 'utf8'),
    );
  });
});
