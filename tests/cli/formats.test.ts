/** Formats as they are asked for, and as the runners of CI servers get them by themselves. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { whenLong } from '../tier.ts';
import { cleanUp, cli, folder } from './cli.ts';

afterAll(cleanUp);

const only = ['verify', '--mock', '--fault', 'rounds-half-up', '--only', 'rounding/*'];
const has = (out: string, name: string) => existsSync(join(folder, out, 'mock', name));

describe('--format', () => {
  test('writes what is asked for, and nothing else', async () => {
    await cli([...only, '--out', 'asked', '--format', 'sarif,ctrf', '--format', 'har']);
    const files = [
      'report.sarif',
      'ctrf-report.json',
      'report.har',
      'report.json',
      'report.html',
      'report.md',
      'junit.xml',
    ];
    expect(files.map((name) => has('asked', name))).toEqual([true, true, true, true, true, false, false]);
  });

  whenLong(test)('github is printed', async () => {
    const { out } = await cli([...only, '--out', 'printed', '--format', 'github']);
    expect(out).toMatch(/^::error title=mock%3A rounding\//m);
  });

  test('in GitHub Actions annotations and the summary of the step appear by themselves', async () => {
    const summary = join(folder, 'summary.md');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const { out } = await cli([...only, '--out', 'actions'], { env });
    expect(out).toMatch(/^::error title=mock/m);
    expect(readFileSync(summary, 'utf8')).toContain('rounding/');
    expect(has('actions', 'junit.xml')).toBe(true);
  });

  whenLong(test)('a summary that cannot be written does not change the verdict', async () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(folder, 'no', 'such', 'folder') };
    const { code, err } = await cli([...only, '--out', 'nowhere'], { env });
    expect(code).toBe(1);
    expect(err).toContain('GITHUB_STEP_SUMMARY');
  });

  whenLong(test)('in GitLab the report of code quality appears by itself', async () => {
    await cli([...only, '--out', 'gitlab'], { env: { GITLAB_CI: 'true' } });
    expect(has('gitlab', 'gl-code-quality-report.json')).toBe(true);
  });

  test('a format that there is not is refused, with the nearest', async () => {
    const { code, err } = await cli([...only, '--format', 'sariff']);
    expect(code).toBe(2);
    expect(err).toContain('did you mean sarif?');
  });
});
