import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { editionFolder, REFERENCE_EDITION } from '../src/edition/load.ts';
import type { Json } from './matchers/schema.ts';

/** The edition that consumers rely on. */
const folder = pathToFileURL(`${editionFolder(REFERENCE_EDITION)}/`);
const read = (path: string) => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Json;

/** A schema of the edition, by its file name. */
export const readSchema = (file: string): Json => read(file);

/** The body that the published page shows with a status. */
export const documented = (name: '200' | '400' | '404' | '500'): Json => read(`examples/${name}.json`);
