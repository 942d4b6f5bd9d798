// The pairs of tests/gate/pairs for the benches of other tools, by groups, and how their verdicts are counted.
import { build } from 'esbuild';

const ORDER = ['compatible', 'warning', 'breaking'];

/** @returns {Promise<[group: string, pairs: {name: string, base: object, head: object, accept: string[]}[]][]>} */
export async function pairGroups() {
  const outfile = 'node_modules/.bench/pairs.mjs';
  const common = { bundle: true, platform: 'node', format: 'esm', logLevel: 'error' };
  await build({ ...common, entryPoints: ['tests/gate/pairs/all.ts'], outfile });
  return (await import(`../${outfile}`)).groups;
}

/** What a verdict ("compatible", "warning", "breaking"; undefined: the tool refused) is worth where these are right. */
export function worthOf(verdict, accept) {
  if (verdict === undefined) return 'refused';
  if (accept.includes(verdict)) return 'right';
  return accept.every((one) => ORDER.indexOf(one) > ORDER.indexOf(verdict)) ? 'lax' : 'strict';
}

/** A table by groups with their sum, and a line for each pair that is not right. */
export function tableOf(groups, verdicts) {
  const rows = [];
  const wrong = [];
  const sum = { right: 0, lax: 0, strict: 0, refused: 0 };
  for (const [group, pairs] of groups) {
    const count = { right: 0, lax: 0, strict: 0, refused: 0 };
    for (const pair of pairs) {
      const worth = worthOf(verdicts.get(pair), pair.accept);
      count[worth]++;
      sum[worth]++;
      if (worth !== 'right') wrong.push(`${worth}: ${group}: ${pair.name} (${pair.accept.join(' or ')})`);
    }
    rows.push(`| ${group} | ${Object.values(count).join(' | ')} |`);
  }
  const table = ['| pairs | right | lax | strict | refused |', '|---|---|---|---|---|', ...rows];
  return { table: [...table, `| all | ${Object.values(sum).join(' | ')} |`].join('\n'), wrong: wrong.sort(), sum };
}
