// What packages do as they are loaded, though a run may never need it: put off until it is first used. A package that was
// changed so that nothing is found to put off fails the build.
import { readFile } from 'node:fs/promises';

const PROXY = [
  /^const socks_1 = __importDefault\(require\("\.\/socks"\)\);$/m,
  'const socks_1 = { default: (...all) => __importDefault(require("./socks")).default(...all) };',
];

/** For each file, what stands there and what it becomes. */
const LATER = {
  // Loading the rules of where words and sentences break takes as long as all of an empty Node but for a few.
  'string-width/index.js': [
    [
      /^const segmenter = new Intl\.Segmenter\(\);$/m,
      'let made;\nconst segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };',
    ],
  ],
  // Documents were read as valid before, and validating each schema of them again takes a quarter of a comparison.
  '@pactflow/openapi-pact-comparator/dist/index.mjs': [
    [/^( +)strictSchema: false,$/m, '$1strictSchema: false,\n$1validateSchema: false,'],
    [/^const ajv = new Ajv\$1\(\);$/m, 'const ajv = new Ajv$1({ validateSchema: false });'],
  ],
  // Of all ways to a broker one is taken, and hardly ever by a proxy.
  'mqtt/build/lib/connect/index.js': [
    [/protocols\.(\w+) = require\('(\.\/\w+)'\)\.(\w+);/g, "protocols.$1 = (...all) => require('$2').$3(...all);"],
  ],
  'mqtt/build/lib/connect/tcp.js': [PROXY],
  'mqtt/build/lib/connect/tls.js': [PROXY],
};

const escaped = (text) => text.replaceAll(/[.\\/]/g, '\\$&');

export const lazier = {
  name: 'lazier',
  setup(build) {
    for (const [file, changes] of Object.entries(LATER)) {
      build.onLoad({ filter: new RegExp(`node_modules/${escaped(file)}$`) }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [found, later] of changes) {
          const changed = contents.replace(found, later);
          if (changed === contents) throw new Error(`${file}: ${found} is not in it any more; see scripts/lazier.mjs`);
          contents = changed;
        }
        return { contents, loader: 'js' };
      });
    }
  },
};

/** Modules of Node that a run may never need. */
const OF_NODE = ['child_process', 'https', 'tls', 'zlib'];

/** To be put before a bundle in CommonJS whose requires were changed. */
export const LAZILY = 'const lazily = (name) => new Proxy({}, { get: (_, member) => require(name)[member] });';

/** In a bundle of CommonJS, modules of Node are loaded as a member of theirs is first used. */
export const requiredLazily = (code) =>
  code.replaceAll(new RegExp(`(\\w+ = )require\\("((?:node:)?(?:${OF_NODE.join('|')}))"\\)`, 'g'), '$1lazily("$2")');
