// Writes the validators of all schemas as code into dist/, in the place of the module that has none from source.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';

/** Schemas that answers and deployment files are judged by: whole, and the definitions that one file's choices name. */
const EDITION_FILES = ['response-200', 'error'];
const DEFINITIONS = ['tokenAuth', 'iamAuth', 'akskAuth', 'consoleLogin', 'secretLogin'];

export async function precompile() {
  const { AJV_OPTIONS } = await import('../dist/edition/json-schema.js');
  const ajv = new Ajv2020({ ...AJV_OPTIONS, code: { source: true, esm: true } });
  const names = new Map();
  const read = (file) => JSON.parse(readFileSync(new URL(`../schemas/${file}`, import.meta.url), 'utf8'));
  const add = (file, key, definition) => {
    const { $id } = read(file);
    names.set(`v${names.size}`, { key, ref: definition === undefined ? $id : `${$id}#/$defs/${definition}` });
  };
  const editions = readdirSync(new URL('../schemas/editions/', import.meta.url)).filter((name) => /^\d{4}-/.test(name));
  for (const id of editions) {
    for (const name of readdirSync(new URL(`../schemas/editions/${id}/`, import.meta.url))) {
      if (name.endsWith('.schema.json')) ajv.addSchema(read(`editions/${id}/${name}`));
    }
    for (const name of EDITION_FILES) add(`editions/${id}/${name}.schema.json`, `editions/${id}/${name}.schema.json`);
  }
  ajv.addSchema(read('deployment.schema.json'));
  add('deployment.schema.json', 'deployment.schema.json');
  ajv.addSchema(read('run.schema.json'));
  add('run.schema.json', 'run.schema.json');
  for (const name of DEFINITIONS) add('deployment.schema.json', `deployment.schema.json#${name}`, name);

  const refs = Object.fromEntries([...names].map(([name, { ref }]) => [name, ref]));
  const table = [...names].map(([name, { key }]) => `${JSON.stringify(key)}: ${name}`).join(', ');
  write('edition/precompiled.js', `${moduleOf(ajv, refs)}\nexport const precompiled = { ${table} };\n`);
  await precompileOpenApi();
}

/** The validators of OpenAPI: compiling one takes a quarter of a comparison of two documents. */
async function precompileOpenApi() {
  const { compile } = await import('../dist/gate/read/openapi-schema.js');
  for (const version of ['v2', 'v3', 'v31']) {
    const { ajv, check } = await compile(version, { source: true, esm: true });
    const code = moduleOf(ajv, check);
    write(`gate/read/compiled/${version}.js`, `${code}\nexport { validate as check };\n`);
  }
}

const write = (path, text) => writeFileSync(new URL(`../dist/${path}`, import.meta.url), text);

/** The code of validators, with what it needs of ajv as imports, so that the bundler sees them too. */
function moduleOf(ajv, of) {
  const code = standalone.default(ajv, of);
  const imports = new Map();
  const body = code.replace(/^"use strict";/, '').replaceAll(/require\("([^"]+)"\)/g, (_, path) => {
    if (!imports.has(path)) imports.set(path, `runtime${imports.size}`);
    return imports.get(path);
  });
  return [...imports].map(([path, name]) => `import ${name} from '${path}.js';\n`).join('') + body;
}
