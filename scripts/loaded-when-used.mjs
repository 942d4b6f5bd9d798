// Packages that the code loads at the moment it needs them, by createRequire(import.meta.url)('name'): each is bundled
// into a file of its own, so that a command that does not need it does not read it.
import { readFile } from 'node:fs/promises';

const CALL = /createRequire\(import\.meta\.url\)\('([^'.][^']*)'\)/g;
const fileOf = (name) => name.replaceAll(/\W+/g, '-');

export function loadedWhenUsed() {
  const names = new Set();
  return {
    plugin: {
      name: 'loaded-when-used',
      setup(build) {
        build.onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
          const code = await readFile(path, 'utf8');
          if (!code.includes('createRequire(import.meta.url)(')) return undefined;
          const contents = code.replaceAll(CALL, (_, name) => {
            names.add(name);
            return `createRequire(import.meta.url)('../cli/${fileOf(name)}.cjs')`;
          });
          return { contents, loader: 'js' };
        });
      },
    },
    /** Entry points for those that were met; call it once the build with the plugin is done. */
    found: () => ({ entryPoints: Object.fromEntries([...names].map((name) => [`cli/${fileOf(name)}`, name])) }),
  };
}
