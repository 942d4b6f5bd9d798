// OpenAPITools' openapi-diff (Java) on the pairs of tests/gate/pairs: how often its verdict is a right one, and each pair where it
// is not. Needs Java 17 and Maven, which fetches it into bench/openapi-diff-java/lib the first time.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pairGroups, tableOf } from './pairs.mjs';

const cwd = new URL('openapi-diff-java', import.meta.url).pathname;
if (!existsSync(`${cwd}/lib`))
  execFileSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib'], { cwd, stdio: 'inherit' });
const groups = await pairGroups();
const all = groups.flatMap(([, pairs]) => pairs);
const lines = (pairs) => pairs.map(({ base, head }) => JSON.stringify({ base, head })).join('\n');
/** One process for many pairs; one that does not end is given up, with the pairs that are left. */
function verdictsOf(pairs) {
  const java = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=off', '-cp', 'lib/*', 'Pairs.java'];
  const { stdout } = spawnSync('java', java, { cwd, input: `${lines(pairs)}\n`, encoding: 'utf8', timeout: 300_000 });
  return stdout.split('\n').filter((line) => /^(breaking|compatible|refused)$/.test(line));
}
const found = verdictsOf(all);
if (found.length < all.length) console.error(`it ended after ${found.length} of ${all.length} pairs`);
const verdicts = new Map(all.map((pair, i) => [pair, found[i] === 'refused' ? undefined : found[i]]));
const { table, wrong } = tableOf(groups, verdicts);
console.log(`${table}\n\n${wrong.join('\n')}`);
