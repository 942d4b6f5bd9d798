// oasdiff on the pairs of tests/gate/pairs: how often its verdict is a right one, and each pair where it is not. Needs it on the
// PATH (`go install github.com/oasdiff/oasdiff@v1.37.0`). It is told to fetch nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairGroups, tableOf } from './pairs.mjs';

if (spawnSync('oasdiff', ['--version']).error) {
  console.error('oasdiff is missing: go install github.com/oasdiff/oasdiff@v1.37.0, and put it on the PATH');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'oasdiff-'));
const verdictOf = ({ base, head }) => {
  writeFileSync(join(folder, 'base.json'), JSON.stringify(base));
  writeFileSync(join(folder, 'head.json'), JSON.stringify(head));
  const args = ['breaking', 'base.json', 'head.json', '--format', 'json', '--allow-external-refs=false'];
  const { status, stdout } = spawnSync('oasdiff', args, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return undefined;
  // Levels: 2 is a warning, 3 an error.
  const levels = (JSON.parse(stdout || '[]') ?? []).map(({ level }) => level);
  return ['compatible', 'warning', 'breaking'][Math.max(0, ...levels.map((level) => level - 1))];
};
try {
  const groups = await pairGroups();
  const all = groups.flatMap(([, pairs]) => pairs);
  const { table, wrong } = tableOf(groups, new Map(all.map((pair) => [pair, verdictOf(pair)])));
  console.log(`${table}\n\n${wrong.join('\n')}`);
} finally {
  rmSync(folder, { recursive: true });
}
