import { readFile } from 'node:fs/promises';

/** The suite's own version, and how many faults it is known to catch (docs/kill-table.json; null where that is absent). */
export async function suite(): Promise<{ version: string; score: string | null }> {
  const root = new URL('../../', import.meta.url);
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as { version: string };
  try {
    const { score } = JSON.parse(await readFile(new URL('docs/kill-table.json', root), 'utf8')) as { score: string };
    return { version, score };
  } catch {
    return { version, score: null };
  }
}
