import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How we read an edition is no part of what was published: it can be corrected (schemas/editions/CHANGES.md). */
const OURS: ReadonlySet<string> = new Set(['clauses.json', 'edition.json']);

type Lock = Record<string, Record<string, string>>;

/** A released edition is what reports and contracts were judged by; it never changes. */
export async function editedEditions(root: string): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(root, 'schemas/editions.lock.json'), 'utf8')) as Lock;
  const ids = (await readdir(join(root, 'schemas/editions'))).filter((name) => /^\d{4}-/.test(name)).sort();
  const now = await lockOf(root, ids);
  const problems: string[] = [];
  for (const [id, files] of Object.entries(lock)) {
    for (const file of new Set([...Object.keys(files), ...Object.keys(now[id] ?? {})])) {
      if (now[id]?.[file] !== files[file])
        problems.push(
          `schemas/editions/${id}/${file} is not what was released; take the change back and write it as a new edition (schemas/editions/<date>/, then npm run lock)`,
        );
    }
  }
  for (const id of ids)
    if (!lock[id]) problems.push(`schemas/editions/${id} is not in schemas/editions.lock.json; npm run lock adds it`);
  return problems;
}

/** SHA-256 of every file of these editions. */
async function lockOf(root: string, ids: readonly string[]): Promise<Lock> {
  const lock: Lock = {};
  for (const id of ids) {
    const folder = join(root, 'schemas/editions', id);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((file) => !OURS.has(file))
      .sort();
    lock[id] = Object.fromEntries(
      await Promise.all(
        files.map(async (file) => [
          file,
          createHash('sha256')
            .update(await readFile(join(folder, file)))
            .digest('hex'),
        ]),
      ),
    );
  }
  return lock;
}
