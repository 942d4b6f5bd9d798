import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { ConfigError } from '../../base/config-error.ts';
import { nearest } from '../../base/suggest.ts';
import { editionFolder, editionIds } from '../../edition/load.ts';
import { listed, tell } from '../../messages/speech.ts';
import type { Api } from '../api.ts';
import { isMembers, printTree } from '../tree.ts';
import { readDescription } from './document.ts';
import { EDITION_FILE, readEdition } from './edition.ts';
import { DocumentError, withLines } from './fault.ts';
import { apiOf } from './openapi.ts';
import { commitPath, fileSource, filesIn, gitSource, type Source } from './source.ts';
import type { Texts } from './texts.ts';
import { validate } from './validate.ts';

/** One side of a comparison: an API description, what a consumer relies on, or a folder of descriptions. */
export type Input = ApiInput | PactInput | FolderInput;

export interface ApiInput {
  kind: 'api';
  /** As it was named. */
  name: string;
  api: Api;
  texts: Texts;
  /** info.version; null where the input has none, as an edition. */
  version: string | null;
}

export interface PactInput {
  kind: 'pact';
  name: string;
  /** JSON. */
  text: string;
  texts: Texts;
}

export interface FolderInput {
  kind: 'folder';
  name: string;
  /** By their paths in it. */
  documents: ReadonlyMap<string, ApiInput>;
}

const DOCUMENT = /\.(ya?ml|json)$/i;

/**
 * Reads an edition (a date, or a folder of schemas), OpenAPI 3.0 or 3.1, Swagger 2.0, a pact, or a folder of descriptions;
 * from disk or from `git:REV:PATH`. References are followed within `bounds`, the repository by default. Throws a ConfigError that names file, line and pointer.
 */
export async function readInput(name: string, bounds?: string): Promise<Input> {
  const edition = editionIds.find((id) => id === name);
  if (edition !== undefined) return ofEdition(editionFolder(edition), name);
  const isGit = name.startsWith('git:');
  if (isGit ? DOCUMENT.test(name) : !(await isFolder(name)))
    return readDocument(isGit ? gitSource(name, undefined, bounds) : await fileSource(name, undefined, bounds));
  const folder = name.replace(/(?<=.)\/+$/, '');
  const files = await filesIn(folder);
  return files.includes(EDITION_FILE) ? ofEdition(folder, name) : readFolder(folder, files, bounds);
}

const ofEdition = async (folder: string, name: string): Promise<ApiInput> => ({
  kind: 'api',
  name,
  ...(await readEdition(folder, name)),
  version: null,
});

async function readDocument(source: Source): Promise<ApiInput | PactInput> {
  const { name } = source;
  const description = await readDescription(source);
  const { document, texts } = description;
  return withLines(source, async () => {
    if (document['openapi'] !== undefined || document['swagger'] !== undefined) {
      const version = String(document['openapi'] ?? document['swagger']);
      if (!/^(2\.0|3\.[01](\.|$))/.test(version))
        throw new DocumentError({
          spot: { file: null, pointer: document['openapi'] === undefined ? '/swagger' : '/openapi' },
          message: tell`OpenAPI ${version} is not known; 3.0, 3.1 and Swagger 2.0 are`,
        });
      await validate(document);
      const info = document['info'];
      const stated = isMembers(info) ? info['version'] : undefined;
      return { kind: 'api', name, api: apiOf(description), texts, version: typeof stated === 'string' ? stated : null };
    }
    if (isMembers(document['consumer']) && Array.isArray(document['interactions']))
      return { kind: 'pact', name, text: printTree(document), texts };
    throw new DocumentError({
      spot: { file: null, pointer: '' },
      message: tell`neither an OpenAPI document (openapi, swagger) nor a pact (consumer, interactions); an edition is named by its date or its folder`,
    });
  });
}

/** The descriptions in a folder and below; other files may be parts of them. */
async function readFolder(folder: string, files: readonly string[], bounds?: string): Promise<FolderInput> {
  const documents = new Map<string, ApiInput>();
  const isGit = folder.startsWith('git:');
  for (const file of files.filter((one) => DOCUMENT.test(one))) {
    const name = isGit ? posix.join(folder, file) : join(folder, file);
    const source = isGit ? gitSource(name, commitPath(folder)[1], bounds) : await fileSource(name, folder, bounds);
    if (!/^\s*["'{\s]*(openapi|swagger)["']?\s*:/m.test(await source.read(source.file))) continue;
    const input = await readDocument(source);
    if (input.kind === 'api') documents.set(file, input);
  }
  if (documents.size === 0)
    throw new ConfigError(
      tell`${folder}: neither an edition (${EDITION_FILE}) nor a folder of OpenAPI documents; ${files.length === 0 ? tell`it is empty` : tell`none of its files is one`}`,
    );
  return { kind: 'folder', name: folder, documents };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new ConfigError(tell`${path}: cannot be read (${code})`);
    const near = await nearInput(path);
    throw new ConfigError(
      tell`${path} is no file and no edition; editions are ${listed(editionIds)}${near === undefined ? '' : tell`; did you mean ${near}?`}`,
    );
  }
}

/** What was probably meant by a path where nothing is: a commit, an edition, or what stands beside it. */
async function nearInput(path: string): Promise<string | undefined> {
  // One letter before a colon is a drive.
  if (/^[^:\s]{2,}:[^:]+$/.test(path)) return `git:${path}`;
  if (/^[\d-]+$/.test(path)) return nearest(path, editionIds);
  const beside = await readdir(dirname(path)).catch((): string[] => []);
  const near = nearest(basename(path), beside);
  return near === undefined ? undefined : `${path.slice(0, path.length - basename(path).length)}${near}`;
}
