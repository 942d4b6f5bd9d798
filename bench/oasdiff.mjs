// oasdiff on the pairs of tests/gate/pairs: how often its verdict is a right one, and each pair where it is not. Needs it on the
// PATH (`go install github.com/oasdiff/oasdiff@v1.37.0`). It is told to fetch nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

if (spawnSync('oasdiff', ['--version']).error) {
  console.error('oasdiff is missing: go install github.com/oasdiff/oasdiff@v1.37.0, and put it on the PATH');
  process.exit(1);
}
const outfile = 'node_modules/.bench/keywords.mjs';
const common = { bundle: true, platform: 'node', format: 'esm', logLevel: 'error' };
const names = { security: 'security', bodies: 'bodies', addresses: 'addresses', schemas: 'schemaPairs' };
const all = [];
for (const [file, name] of Object.entries({ ...names, keywords: 'keywordPairs' })) {
  await build({ ...common, entryPoints: [`tests/gate/pairs/${file}.ts`], outfile: outfile.replace('keywords', file) });
  const { [name]: pairs } = await import(`../${outfile.replace('keywords', file)}`);
  all.push(...(Array.isArray(pairs) ? [[file, pairs]] : Object.entries(pairs)));
}
const folder = mkdtempSync(join(tmpdir(), 'oasdiff-'));
const ORDER = ['compatible', 'warning', 'breaking'];
const verdictOf = (base, head) => {
  writeFileSync(join(folder, 'base.json'), JSON.stringify(base));
  writeFileSync(join(folder, 'head.json'), JSON.stringify(head));
  const args = ['breaking', 'base.json', 'head.json', '--format', 'json', '--allow-external-refs=false'];
  const { status, stdout } = spawnSync('oasdiff', args, { cwd: folder, encoding: 'utf8', timeout: 20_000 });
  if (status !== 0) return undefined;
  // Levels: 2 is a warning, 3 an error.
  const levels = (JSON.parse(stdout || '[]') ?? []).map(({ level }) => level);
  return ORDER[Math.max(0, ...levels.map((level) => level - 1))];
};
console.log('| pairs | right | lax | strict | refused |\n|---|---|---|---|---|');
const wrong = [];
for (const [group, pairs] of all) {
  const count = { right: 0, lax: 0, strict: 0, refused: 0 };
  for (const { name, base, head, accept } of pairs) {
    const verdict = verdictOf(base, head);
    const isLax = accept.every((one) => ORDER.indexOf(one) > ORDER.indexOf(verdict));
    const said = verdict === undefined ? 'refused' : accept.includes(verdict) ? 'right' : isLax ? 'lax' : 'strict';
    count[said]++;
    if (said !== 'right') wrong.push(`${said}: ${group}: ${name} (${accept.join(' or ')})`);
  }
  console.log(`| ${group} | ${Object.values(count).join(' | ')} |`);
}
rmSync(folder, { recursive: true });
console.log(wrong.sort().join('\n'));
