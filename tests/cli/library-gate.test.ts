/** `gate` of the library, as it is shipped: it bounds what others made, as the command line does. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { cleanUp, cli, folder } from './cli.ts';
import { members } from './endless-documents.ts';

const root = new URL('../..', import.meta.url).pathname;
// Inside the package, whose own name leads to what is shipped.
const inside = mkdtempSync(join(root, 'node_modules/.library-gate-'));
afterAll(() => {
  cleanUp();
  rmSync(inside, { recursive: true });
});

let programs = 0;
async function run(text: string) {
  const main = join(inside, `${programs++}.mjs`);
  writeFileSync(main, `import { ConfigError, gate } from ${JSON.stringify(join(root, 'dist/lib/index.js'))};\n${text}`);
  const { code, out, err } = await cli([], { main });
  return { code, err, found: JSON.parse(out || 'null') as unknown };
}
const print = (value: string) => `console.log(JSON.stringify(${value}));`;
/** What it throws: its message, and whether it is the caller's. */
const thrownBy = (call: string) =>
  run(
    `const error = await ${call}.catch((thrown) => thrown); ${print('[error.message, error instanceof ConfigError]')}`,
  );

test('it gives what the command line gives, and takes settings as texts', async () => {
  const config = { path: 'gate.yaml', text: 'rules:\n  schema/max-length: off\n' };
  const { found } = await run(
    `const all = await gate('2023-06-29', '2025-03-26', { today: '2026-01-01' });
     const fewer = await gate('2023-06-29', '2025-03-26', { config: ${JSON.stringify(config)} });
     ${print('[all, fewer.changes.length < all.changes.length]')}`,
  );
  const printed = await cli(['gate', '--base', '2023-06-29', '--head', '2025-03-26', '--format', 'json']);
  const { changes, verdict } = JSON.parse(printed.out) as { changes: unknown[]; verdict: string };
  expect(found).toEqual([expect.objectContaining({ verdict, changes, config: null, stale: [] }), true]);
});

test('it throws what the caller got wrong', async () => {
  expect((await thrownBy(`gate('2023-06-30', '2025-03-26')`)).found).toEqual([
    expect.stringContaining('2023-06-30'),
    true,
  ]);
  const allow = { path: 'allow.json', text: '{' };
  expect((await thrownBy(`gate('2023-06-29', '2025-03-26', { allow: ${JSON.stringify(allow)} })`)).found).toEqual([
    'allow.json: no JSON; --write-allow writes such a file',
    true,
  ]);
  for (const maxSeconds of ['0', '-1', 'NaN', "'x'"])
    expect((await thrownBy(`gate('2023-06-29', '2025-03-26', { maxSeconds: ${maxSeconds} })`)).found).toEqual([
      expect.stringContaining('maxSeconds'),
      true,
    ]);
});

test('documents that have no end are given up, and the program goes on', async () => {
  const [base, head] = ['integer', 'string'].map((type) => {
    const path = join(folder, `alternatives-${type}.json`);
    writeFileSync(path, JSON.stringify(members('oneOf')(type)));
    return JSON.stringify(path);
  });
  const { code, found } = await thrownBy(`gate(${base}, ${head}, { maxSeconds: 0.1 })`);
  expect([code, found]).toEqual([
    0,
    ['the documents take more than 0.1 s of processor time, so they were left (maxSeconds)', true],
  ]);
});

test('other work of the program is not counted', async () => {
  const { found } = await run(
    `const compared = gate('2023-06-29', '2025-03-26', { maxSeconds: 5 });
     const { cpuUsage } = process;
     // As if other threads had been busy for an hour.
     process.cpuUsage = (before) => (before === undefined ? cpuUsage() : { user: 3_600e6, system: 0 });
     ${print('(await compared).verdict')}`,
  );
  expect(found).toBe('breaking');
});
