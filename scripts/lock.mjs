// Adds editions that are not yet in schemas/editions.lock.json to it. What is there stays: a released edition never
// changes.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'schemas/editions.lock.json';
const lock = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
for (const id of readdirSync('schemas/editions')
  .filter((name) => /^\d{4}-/.test(name))
  .sort()) {
  if (lock[id]) continue;
  const folder = join('schemas/editions', id);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    // Clauses and traits are our reading of it, which can be corrected: schemas/editions/CHANGES.md.
    .filter((entry) => !['clauses.json', 'edition.json'].includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  lock[id] = Object.fromEntries(
    files.map((file) => [file.slice(folder.length + 1), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
  console.log(`${id} is released`);
}
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
