import { ConfigError } from '../../base/config-error.ts';
import type { Api, Media, Parameter } from '../api.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { readDocument } from './document.ts';
import { completeSchema, type Role } from './schema.ts';
import { fileSource, gitSource, type Source } from './source.ts';

export const OPERATION_PATH = '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline';

/** Reads the folder of an edition: its schemas are what the operation takes and gives. */
export async function readEdition(folder: string, name: string): Promise<Api> {
  const open = (file: string): Promise<Source> | Source =>
    folder.startsWith('git:') ? gitSource(`${folder}/${file}`) : fileSource(`${folder}/${file}`);
  const schemaOf = async (file: string, role: Role): Promise<Tree> => {
    const source = await open(file);
    try {
      const document = await readDocument(source);
      return completeSchema(document, '', role, { isOld: false, document, name: `${name}: ${file}` });
    } catch (error) {
      if (error instanceof ConfigError) throw new ConfigError(`${error.message} (for the edition ${name})`);
      throw error;
    }
  };
  const media = async (file: string, role: Role): Promise<Media[]> => [
    { type: 'application/json', schema: await schemaOf(file, role), pointer: `${file}#` },
  ];
  const error = await media('error.schema.json', 'response');
  const response = (status: string, of: Media[]) => ({ status, media: of, headers: [], pointer: of[0]?.pointer ?? '' });
  return {
    source: name,
    operations: [
      {
        name: `POST ${OPERATION_PATH}`,
        method: 'POST',
        path: OPERATION_PATH,
        pointer: '',
        parameters: [
          ...parametersOf(await schemaOf('path.schema.json', 'request'), 'path', 'path.schema.json'),
          ...parametersOf(await schemaOf('headers.schema.json', 'request'), 'header', 'headers.schema.json'),
        ],
        body: { required: true, media: await media('request.schema.json', 'request'), pointer: 'request.schema.json' },
        responses: [
          response('200', await media('response-200.schema.json', 'response')),
          response('400', error),
          response('404', error),
          response('500', error),
        ],
        security: null,
      },
    ],
  };
}

function parametersOf(schema: Tree, place: Parameter['in'], file: string): Parameter[] {
  const members: Members = isMembers(schema) ? schema : {};
  const properties = isMembers(members['properties']) ? members['properties'] : {};
  const required = Array.isArray(members['required']) ? members['required'] : [];
  return Object.entries(properties).map(([name, one]) => ({
    in: place,
    name,
    required: required.includes(name),
    style: 'simple',
    schema: one,
    pointer: `${file}#/properties/${name}`,
  }));
}
