import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { type PactFile, readPact } from '../pacts/pact-file.ts';
import { namedText } from './evidence-file.ts';

/** The pacts of this package. */
export const OWN_PACTS = fileURLToPath(new URL('../../contracts/pacts/', import.meta.url));

/** In bytes; a pact of this operation has some ten thousand. */
const MOST_PACT = 16 * 1024 * 1024;

/** Pact files, and those in folders. Throws a ConfigError that names every file that is not one. */
export async function readPacts(paths: readonly string[]): Promise<PactFile[]> {
  const problems: string[] = [];
  const pacts: PactFile[] = [];
  for (const path of paths) {
    try {
      const files = (await stat(path)).isDirectory() ? await pactsIn(path) : [path];
      for (const file of files)
        pacts.push(readPact(file, namedText(file, { name: `--pacts ${file}`, most: MOST_PACT })));
    } catch (error) {
      if (error instanceof ConfigError) problems.push(error.message);
      else problems.push(tell`--pacts ${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return pacts;
}

async function pactsIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) throw new ConfigError(tell`--pacts ${folder}: there is no pact file (*.json) in it`);
  return names.map((name) => join(folder, name));
}
