// The order of the layers, stated once. Writes the rules of imports into biome.json; `--check` fails where that says
// something else.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** Each layer imports only from those before it. */
export const LAYERS = [
  'base',
  'messages',
  'edition',
  'operation',
  'deployment',
  'exchange',
  'devices',
  'checks',
  'run',
  'verdict',
  'report',
  'suite',
  'many',
  'pacts',
  'client',
  'gate',
  'results',
  'attest',
  'site',
  'fleet',
  'mock',
  'cli',
];

/** Where a layer may import less than the order says: the mock shares no code with what judges it. */
const ONLY = {
  mock: ['base', 'edition'],
  client: ['base', 'edition', 'operation', 'exchange'],
  site: ['base', 'edition', 'verdict', 'report', 'results'],
};

const rule = (layer) => {
  const before = LAYERS.slice(0, LAYERS.indexOf(layer));
  const allowed = new Set([...(ONLY[layer] ?? before), layer]);
  return {
    includes: [`src/${layer}/**`],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: 'error',
            options: {
              patterns: [
                {
                  group: LAYERS.filter((other) => !allowed.has(other)).map((other) => `**/${other}/**`),
                  message: `${layer}/ imports only from the layers above it; docs/architecture.md has the order`,
                },
              ],
            },
          },
        },
      },
    },
  };
};

const file = new URL('../biome.json', import.meta.url);
const before = readFileSync(file, 'utf8');
const config = JSON.parse(before);
const isLayer = (override) => override.linter?.rules?.style?.noRestrictedImports !== undefined;
config.overrides = [
  ...LAYERS.filter((layer) => layer !== 'cli').map(rule),
  ...config.overrides.filter((o) => !isLayer(o)),
];

const after = execFileSync('node_modules/.bin/biome', ['format', '--stdin-file-path=biome.json'], {
  input: JSON.stringify(config, null, 2),
  encoding: 'utf8',
});
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('biome.json does not hold the order of scripts/layers.mjs: run `npm run layers`');
    process.exitCode = 1;
  }
} else writeFileSync(file, after);
