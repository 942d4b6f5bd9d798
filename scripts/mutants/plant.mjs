// Plants all mutants of some files at once, each behind a switch, so that one bundle of the tests serves for all of them.
import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const silent = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {}, error() {} };

/** What an author of words writes: it has blanks, and other tests pin it. */
const isProse = ({ mutatorName, original }) => mutatorName === 'StringLiteral' && /\s/.test(original);

const cut = (text, { start, end }) => {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join('\n');
};

/** The planted texts by path, and what was planted: `{ id, file, line, mutator, original, replacement }`. */
export async function plant(paths) {
  const files = paths.map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const { files: planted, mutants } = await new Instrumenter(silent).instrument(files, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  const texts = new Map(files.map(({ name, content }) => [name, content]));
  return {
    texts: new Map(planted.map(({ name, content }) => [name, content])),
    mutants: mutants
      .map((mutant) => ({ ...mutant, original: cut(texts.get(mutant.fileName), mutant.location) }))
      .filter((mutant) => !isProse(mutant))
      .map(({ id, fileName, location, mutatorName, original, replacement }) => ({
        id,
        file: fileName,
        line: location.start.line + 1,
        context: texts.get(fileName).split('\n')[location.start.line].trim(),
        mutator: mutatorName,
        original: original.replaceAll(/\s+/g, ' '),
        replacement: replacement.replaceAll(/\s+/g, ' '),
      })),
  };
}
