// Writes contracts/openapi.yaml (OpenAPI 3.1) from the schemas of the reference edition, for other tools: mocks, clients,
// linters. With --check it only compares.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Document, Scalar } from 'yaml';

// The newest, unless one is named.
const folders = readdirSync(new URL('../schemas/editions/', import.meta.url))
  .filter((name) => /^\d{4}-/.test(name))
  .sort();
const EDITION = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? folders.at(-1);
const TARGET = new URL('../contracts/openapi.yaml', import.meta.url);
const folder = new URL(`../schemas/editions/${EDITION}/`, import.meta.url);
const json = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const schema = (name) => json(`${name}.schema.json`);
const example = (name) => json(`examples/${name}.json`);

const COMPONENTS = {
  'device-info-simple': 'DeviceInfoSimple',
  request: 'ForceOfflineRequest',
  'response-200': 'ForceOfflineResult',
  error: 'Error',
};
const refTo = (name) => ({ $ref: `#/components/schemas/${COMPONENTS[name]}` });

/** The schema as a component: without what names its file, its references to files turned into references to components. */
function component(value) {
  if (Array.isArray(value)) return value.map(component);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== '$schema' && key !== '$id');
  return Object.fromEntries(
    kept.map(([key, member]) => [
      key,
      key === '$ref' ? refTo(member.replace('.schema.json', '')).$ref : component(member),
    ]),
  );
}

const parameters = (name, place) => {
  const { properties, required = [], examples } = schema(name);
  return Object.entries(properties).map(([parameter, { description, ...rest }]) => ({
    name: parameter,
    in: place,
    required: required.includes(parameter),
    description,
    schema: rest,
    example: examples[0][parameter],
  }));
};

const answer = (status, description, name) => ({
  [status]: {
    description,
    content: {
      'application/json': { schema: refTo(name), examples: { documented: { value: example(status) } } },
    },
  },
});

const document = {
  openapi: '3.1.0',
  info: {
    title: 'ROMA Connect LINK: batch force-offline',
    version: EDITION,
    summary: 'Brings devices offline in batches.',
    description: 'Written from the JSON Schemas of the edition; change those, not this file.',
  },
  jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  paths: {
    '/v2/{project_id}/link/instances/{instance_id}/devices/force-offline': {
      post: {
        operationId: 'BatchFreezeDevices',
        summary: 'Bring devices offline',
        parameters: [...parameters('path', 'path'), ...parameters('headers', 'header')],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: refTo('request'), examples: { documented: { value: example('request') } } },
          },
        },
        responses: {
          ...answer('200', 'The devices that are taken offline, and those that could not be.', 'response-200'),
          ...answer('400', 'The request is not as documented.', 'error'),
          ...answer('404', 'A device does not exist.', 'error'),
          ...answer('500', 'The instance does not exist, or something else went wrong.', 'error'),
        },
      },
    },
  },
  components: {
    schemas: Object.fromEntries(Object.entries(COMPONENTS).map(([file, name]) => [name, component(schema(file))])),
  },
};

const yaml = new Document(document, { aliasDuplicateObjects: false });
// Some parsers take an unquoted date for a date.
yaml.setIn(['info', 'version'], Object.assign(new Scalar(EDITION), { type: 'QUOTE_DOUBLE' }));
const text = `# Written by scripts/openapi.mjs from schemas/editions/${EDITION}.\n${yaml.toString({ lineWidth: 120 })}`;
if (!process.argv.includes('--check')) writeFileSync(TARGET, text);
else if (!existsSync(TARGET) || readFileSync(TARGET, 'utf8') !== text) {
  console.error('contracts/openapi.yaml is not what the schemas say: run node scripts/openapi.mjs');
  process.exit(1);
}
