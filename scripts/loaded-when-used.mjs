// Packages that the code loads at the moment it needs them, by createRequire(import.meta.url)('name'): each is bundled
// into a file of its own, so that a command that does not need it does not read it.
import { readFile } from 'node:fs/promises';

/** Large ones that few commands need, however they are imported. */
const SELDOM = ['aedes', 'fast-check', 'fastify', 'kysely', 'pg', 'pg-boss', '@pactflow/openapi-pact-comparator'];
/** Small ones that most runs need: where all is in one file they are in it too. */
const USUAL = ['dotenv', 'yaml'];

const CALL = /createRequire\(import\.meta\.url\)\('([^'.][^']*)'\)/g;
const fileOf = (name) => name.replaceAll(/\W+/g, '-');

export function loadedWhenUsed() {
  const names = new Set();
  const apart = (name) => {
    names.add(name);
    return `../cli/${fileOf(name)}.cjs`;
  };
  const onLoad = (build, loading) =>
    build.onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      if (!code.includes('createRequire(import.meta.url)(')) return undefined;
      return { contents: code.replaceAll(CALL, (_, name) => loading(name)), loader: 'js' };
    });
  const fromFile = (name) => `createRequire(import.meta.url)('${apart(name)}')`;
  return {
    /** For a bundle of several files. */
    inParts: {
      name: 'in-parts',
      setup: (build) => onLoad(build, fromFile),
    },
    /** For a bundle of one file. */
    inOne: {
      name: 'in-one',
      setup(build) {
        onLoad(build, (name) => (USUAL.includes(name) ? `require('${name}')` : fromFile(name)));
        build.onResolve({ filter: new RegExp(`^(?:${SELDOM.join('|')})$`) }, ({ path }) => ({
          path: apart(path),
          external: true,
        }));
      },
    },
    /** Entry points for those that were met; call it once the builds with the plugins are done. */
    found: () => ({ entryPoints: Object.fromEntries([...names].map((name) => [`cli/${fileOf(name)}`, name])) }),
  };
}
