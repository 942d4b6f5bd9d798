import { ConfigError } from '../../base/config-error.ts';
import { tell } from '../../messages/speech.ts';
import { OPERATION_PATH } from '../../operation/path.ts';
import type { Api, Media, Parameter } from '../api.ts';
import { facetsOf } from '../graph/facets.ts';
import { describes, memberOf, namesOf } from '../graph/inner.ts';
import { nodeOf, partOf } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import type { Tree } from '../tree.ts';
import { graphOf, readFiles } from './document.ts';
import { DocumentError, withLines } from './fault.ts';
import { fileSource, gitSource, type Source } from './source.ts';
import type { Texts } from './texts.ts';

/** The file that makes a folder one of an edition. */
export const EDITION_FILE = 'request.schema.json';

const FILES = {
  path: 'path.schema.json',
  headers: 'headers.schema.json',
  request: EDITION_FILE,
  ok: 'response-200.schema.json',
  error: 'error.schema.json',
};

/** Reads the folder of an edition: its schemas are what the operation takes and gives. */
export async function readEdition(folder: string, name: string): Promise<{ api: Api; texts: Texts }> {
  const first = `${folder}/${FILES.request}`;
  const source = folder.startsWith('git:') ? gitSource(first) : await fileSource(first);
  // A date names a folder of this package, wherever that is installed.
  const shown = folder === name.replace(/\/+$/, '') ? source : { ...source, root: `schemas/editions/${name}` };
  return withLines(shown, () => edition(shown, name));
}

async function edition(source: Source, name: string): Promise<{ api: Api; texts: Texts }> {
  let trees: Map<string, Tree>;
  try {
    trees = await readFiles(source, Object.values(FILES));
  } catch (error) {
    if (error instanceof DocumentError) throw error;
    if (error instanceof ConfigError) throw new ConfigError(tell`${error.message} (for the edition ${name})`);
    throw error;
  }
  const graph = graphOf(name, trees, '', '2020-12');
  const placeOf = (file: string): Place => graph.whole(file);
  const spot = (file: string) => ({ file, pointer: '' });
  const media = (file: string): Media[] => [
    { type: 'application/json', parameters: '', schema: placeOf(file), encoding: new Map(), spot: spot(file) },
  ];
  const response = (status: string, file: string) => ({ status, media: media(file), headers: [], spot: spot(file) });
  const api: Api = {
    source: name,
    webhooks: [],
    operations: [
      {
        name: `POST ${OPERATION_PATH}`,
        method: 'POST',
        path: OPERATION_PATH,
        paths: [OPERATION_PATH],
        spot: spot(FILES.request),
        isDeprecated: false,
        parameters: [...parametersOf(placeOf(FILES.path), 'path'), ...parametersOf(placeOf(FILES.headers), 'header')],
        body: { required: true, media: media(FILES.request), spot: spot(FILES.request) },
        responses: [
          response('200', FILES.ok),
          response('400', FILES.error),
          response('404', FILES.error),
          response('500', FILES.error),
        ],
        security: null,
        securitySpot: spot(FILES.headers),
        callbacks: [],
      },
    ],
  };
  return { api, texts: { source, trees } };
}

/** In an edition each parameter is a member of a schema. */
function parametersOf(schema: Place, where: Parameter['in']): Parameter[] {
  const node = nodeOf([partOf(schema)], 'request');
  return [...namesOf(node)]
    .filter((name) => describes(node, name))
    .map((name) => {
      const place = memberOf(node, name).parts[0]?.place ?? schema;
      return {
        in: where,
        name,
        required: facetsOf(node).required.has(name),
        style: 'simple',
        isText: true,
        isDeprecated: false,
        allowReserved: false,
        allowEmptyValue: false,
        schema: place,
        spot: { file: place.source.file, pointer: place.pointer },
      };
    });
}
