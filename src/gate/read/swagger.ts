/** Operations of Swagger 2.0: parameters that are schemas, bodies and forms among them. */
import type { Body, Encoding, Header, Media, Operation, Parameter, Response } from '../api.ts';
import { ANYTHING } from '../graph/node.ts';
import type { Place } from '../graph/places.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { essenceOf, member, membersOf, namesIn, parameterPlaces, schemaAt, spotAt } from './cursor.ts';

type Swagger = Pick<Operation, 'parameters' | 'body' | 'responses'>;

export function swaggerOperation(item: Place, operation: Place, document: Members): Swagger {
  const places = parameterPlaces(item, operation);
  const of = (...kinds: string[]) => places.filter((place) => kinds.includes(String(membersOf(place)['in'])));
  const list = (key: 'consumes' | 'produces'): string[] => {
    const types = membersOf(operation)[key] ?? document[key];
    return Array.isArray(types) ? types.map(String) : [];
  };
  return {
    parameters: of('path', 'query', 'header').map(parameterOf),
    body: bodyOf(of('body')[0], of('formData'), list('consumes'), operation),
    responses: responsesOf(operation, list('produces')),
  };
}

const STYLES: Readonly<Record<string, string>> = {
  csv: 'form',
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
  multi: 'form, exploded',
};

/** With the names that OpenAPI 3 has for them. */
function styleOf({ type, collectionFormat, items }: Members, where: string): string {
  const isSimple = where === 'path' || where === 'header';
  // What is no list is written one way only.
  if (type !== 'array') return isSimple ? 'simple' : 'form, exploded';
  const own = STYLES[String(collectionFormat ?? 'csv')] ?? String(collectionFormat);
  const style = isSimple && own === 'form' ? 'simple' : own;
  const isNested = isMembers(items) && items['type'] === 'array';
  return isNested ? `${style} of ${styleOf(items, '')}` : style;
}

function parameterOf(place: Place): Parameter {
  const parameter = membersOf(place);
  const where = String(parameter['in']) as Parameter['in'];
  return {
    in: where,
    name: String(parameter['name']),
    required: parameter['required'] === true || where === 'path',
    style: styleOf(parameter, where),
    isText: true,
    isDeprecated: parameter['x-deprecated'] === true || parameter['deprecated'] === true,
    allowReserved: false,
    allowEmptyValue: parameter['allowEmptyValue'] === true,
    schema: place,
    spot: spotAt(place),
  };
}

const NO_ENCODING: ReadonlyMap<string, Encoding> = new Map();
const JSON_TYPE = ['application/json'];

function bodyOf(
  body: Place | undefined,
  form: readonly Place[],
  consumes: readonly string[],
  operation: Place,
): Body | null {
  if (body) {
    const media = (type: string): Media => ({
      ...essenceOf(type),
      schema: schemaAt(body, 'schema'),
      encoding: NO_ENCODING,
      spot: spotAt(body),
    });
    const types = consumes.length > 0 ? consumes : JSON_TYPE;
    return { required: membersOf(body)['required'] === true, media: types.map(media), spot: spotAt(body) };
  }
  if (form.length === 0) return null;
  const isForm = (type: string) => /form/i.test(type);
  const hasFile = form.some((place) => membersOf(place)['type'] === 'file');
  const usual = hasFile ? 'multipart/form-data' : 'application/x-www-form-urlencoded';
  const types = consumes.some(isForm) ? consumes.filter(isForm) : [usual];
  const schema = formSchema(form, operation);
  const encoding = new Map(
    form
      .filter((place) => membersOf(place)['type'] === 'array')
      .map((place) => [
        String(membersOf(place)['name']),
        { style: styleOf(membersOf(place), 'formData'), contentType: '', headers: [] },
      ]),
  );
  return {
    required: form.some((place) => membersOf(place)['required'] === true),
    media: types.map((type) => ({ ...essenceOf(type), schema, encoding, spot: spotAt(operation) })),
    spot: spotAt(operation),
  };
}

/** The fields of a form as one object, each member where its parameter stands. */
function formSchema(form: readonly Place[], operation: Place): Place {
  const named = form.map((place) => [String(membersOf(place)['name']), place.schema] as const);
  const required = form
    .filter((place) => membersOf(place)['required'] === true)
    .map((place) => String(membersOf(place)['name']));
  const schema: Tree = { type: 'object', properties: Object.fromEntries(named), required };
  return operation.graph.at(schema, operation.pointer, operation.source);
}

function responsesOf(operation: Place, produces: readonly string[]): Response[] {
  const responses = member(operation, 'responses');
  return (responses ? namesIn(responses) : []).map((status) => {
    const response = member(responses as Place, status) as Place;
    const { schema } = membersOf(response);
    const media = (type: string): Media => ({
      ...essenceOf(type),
      schema: isMembers(schema) ? schemaAt(response, 'schema') : ANYTHING.place,
      encoding: NO_ENCODING,
      spot: spotAt(response),
    });
    return {
      status: status.toLowerCase() === 'default' ? 'default' : status,
      media: schema === undefined ? [] : (produces.length > 0 ? produces : JSON_TYPE).map(media),
      headers: headersOf(response),
      spot: spotAt(response),
    };
  });
}

function headersOf(response: Place): Header[] {
  const headers = member(response, 'headers');
  return (headers ? namesIn(headers) : []).map((name) => {
    const place = member(headers as Place, name) as Place;
    return {
      name,
      required: false,
      style: styleOf(membersOf(place), 'header'),
      isText: true,
      schema: place,
      spot: spotAt(place),
    };
  });
}
