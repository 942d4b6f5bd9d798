import { stat } from 'node:fs/promises';
import { ConfigError } from '../../base/config-error.ts';
import { nearest } from '../../base/suggest.ts';
import { editionFolder, editionIds } from '../../edition/load.ts';
import type { Api } from '../api.ts';
import { isMembers, printTree } from '../tree.ts';
import { readDescription } from './document.ts';
import { readEdition } from './edition.ts';
import { apiOf } from './openapi.ts';
import { fileSource, gitSource } from './source.ts';
import { validate } from './validate.ts';

/** One side of a comparison: an API description, or what a consumer relies on. */
export type Input = { kind: 'api'; api: Api } | { kind: 'pact'; source: string; text: string };

/**
 * Reads an edition (a date, or a folder of schemas), OpenAPI 3.0 or 3.1, Swagger 2.0 or a pact; from a file or from
 * `git:REV:PATH`. Throws a ConfigError that names file and pointer.
 */
export async function readInput(name: string): Promise<Input> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(name)) {
    const id = editionIds.find((edition) => edition === name);
    if (id === undefined) {
      const near = nearest(name, editionIds);
      throw new ConfigError(
        `${name}: there is no such edition; known are ${editionIds.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`,
      );
    }
    return { kind: 'api', api: await readEdition(editionFolder(id), name) };
  }
  const isGit = name.startsWith('git:');
  if (isGit ? !/\.(ya?ml|json)$/i.test(name) : await isFolder(name))
    return { kind: 'api', api: await readEdition(name.replace(/\/+$/, ''), name) };
  const source = isGit ? await gitSource(name) : await fileSource(name);
  const description = await readDescription(source);
  const { document } = description;
  if (document['openapi'] !== undefined || document['swagger'] !== undefined) {
    const version = String(document['openapi'] ?? document['swagger']);
    if (!/^(2\.0|3\.[01](\.|$))/.test(version))
      throw new ConfigError(`${name}: OpenAPI ${version} is not known; 3.0, 3.1 and Swagger 2.0 are`);
    await validate(document, name);
    return { kind: 'api', api: apiOf(description) };
  }
  if (isMembers(document['consumer']) && Array.isArray(document['interactions']))
    return { kind: 'pact', source: name, text: printTree(document) };
  throw new ConfigError(
    `${name}: neither an OpenAPI document (openapi, swagger) nor a pact (consumer, interactions); an edition is named by its date or its folder`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new ConfigError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
