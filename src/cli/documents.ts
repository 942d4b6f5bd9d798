import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { listed, tell } from '../messages/speech.ts';
import { MODES, makeFolder, replaceFile } from './folder.ts';

/** What can be made of a result: the name of its file (null: it is printed), and its text. */
export type Documents<Format extends string, File extends string | null = string | null> = Readonly<
  Record<Format, { file: File; render: () => string }>
>;

/** The formats of `--format`, each known. Throws a ConfigError. */
export function formatsOf<Format extends string>(asked: readonly string[], known: readonly Format[]): Format[] {
  const names = asked.flatMap((list) => list.split(',')).map((name) => name.trim());
  return names.map((name) => {
    const format = known.find((one) => one === name);
    if (format) return format;
    const near = nearest(name, known);
    throw new ConfigError(
      tell`--format ${name}: no such format; ${near === undefined ? tell`there are ${listed(known)}` : tell`did you mean ${near}?`}`,
    );
  });
}

/**
 * One format is printed, if it is not to be written; of several those without a file are printed, and the others are written
 * into the folder.
 */
export async function printDocuments<Format extends string>(
  documents: Documents<Format>,
  formats: readonly Format[],
  folder: string,
  { mode = MODES.own, isWritten = formats.length > 1 }: { mode?: number; isWritten?: boolean } = {},
): Promise<void> {
  const [only] = formats;
  if (!isWritten && formats.length === 1 && only) {
    process.stdout.write(documents[only].render());
    return;
  }
  const written: string[] = [];
  for (const format of new Set(formats)) {
    const { file, render } = documents[format];
    if (file === null || format === 'text') {
      process.stdout.write(render());
      continue;
    }
    const path = join(folder, file);
    await writeDocument(path, render(), mode);
    written.push(path);
  }
  if (written.length > 0) process.stdout.write(tell`Reports: ${listed(written)}\n`);
}

/** Writes a file as a whole or not at all, and its folder. Throws a ConfigError. */
export async function writeDocument(path: string, text: string, mode: number = MODES.own): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await replaceFile(path, text, mode);
  } catch (error) {
    throw new ConfigError(tell`${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Removes what an earlier call wrote: it would tell of something else. */
export async function removeDocuments(folder: string, files: readonly string[]): Promise<void> {
  await Promise.all(files.map((file) => rm(join(folder, file), { force: true }).catch(() => {})));
}
