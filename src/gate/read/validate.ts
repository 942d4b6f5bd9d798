import { NumberText } from '../../base/json.ts';
import { listed, tell } from '../../messages/speech.ts';
import { isMembers, type Members, type Tree } from '../tree.ts';
import { DocumentError } from './fault.ts';
import { type Check, compile, type Described, type Problem } from './openapi-schema.ts';

const compiled = {
  v2: () => import('./compiled/v2.ts'),
  v3: () => import('./compiled/v3.ts'),
  v31: () => import('./compiled/v31.ts'),
} as const satisfies Record<Described, () => Promise<{ check: Check | null }>>;

/** Throws a ConfigError where a document is no valid OpenAPI 3.0 or 3.1, or Swagger 2.0, by their own schemas. */
export async function validate(document: Members): Promise<void> {
  const check = await checkFor(document);
  if (check(isLight(document) ? document : plainOf(document))) return;
  const faults = deepest(check.errors ?? []).map((problem) => ({
    spot: { file: null, pointer: problem.instancePath },
    message: sayProblem(problem),
  }));
  throw new DocumentError(...faults.slice(0, 10));
}

async function checkFor(document: Members): Promise<Check> {
  const said = String(document['openapi'] ?? '');
  const version = said.startsWith('3.1') ? 'v31' : said === '' ? 'v2' : 'v3';
  return (await compiled[version]()).check ?? (await compile(version)).check;
}

/** The errors that lead furthest in: those of branches that were not meant end early. */
function deepest(errors: readonly Problem[]): Problem[] {
  const told = errors.filter(({ keyword }) => !/^(oneOf|anyOf|\$ref|if)$/.test(keyword));
  const depthOf = ({ instancePath }: Problem) => instancePath.split('/').length;
  const most = Math.max(...told.map(depthOf));
  return told.length > 0
    ? told.filter((one) => depthOf(one) === most && one.params['missingProperty'] !== '$ref')
    : [...errors];
}

/** What is wrong, and what would be right: the validator's own texts name neither. */
function sayProblem({ keyword, message, params }: Problem): string {
  const { missingProperty, additionalProperty, unevaluatedProperty, allowedValues, type, pattern } = params;
  const extra = additionalProperty ?? unevaluatedProperty;
  if (typeof missingProperty === 'string') return tell`${missingProperty} is missing; OpenAPI requires it here`;
  if (typeof extra === 'string')
    return tell`${extra} is not known to OpenAPI here; mend its name, or begin it with x- if it is an extension`;
  if (Array.isArray(allowedValues)) return tell`one of ${listed(allowedValues.slice(0, 10).map(String))} is wanted`;
  if (keyword === 'const') return tell`${JSON.stringify(params['allowedValue'])} is wanted`;
  if (type !== undefined) return tell`${Array.isArray(type) ? type.join(tell` or `) : String(type)} is wanted`;
  if (typeof pattern === 'string') return tell`a text that matches ${pattern} is wanted`;
  return tell`${message ?? keyword}, as the schema of OpenAPI says`;
}

/** A list that long is not looked at to its end. */
const MOST_VALUES = 100;

/** Whether it can be looked at as it is. */
function isLight(value: Tree): boolean {
  if (value instanceof NumberText) return false;
  if (Array.isArray(value)) return value.every(isLight);
  if (!isMembers(value)) return true;
  for (const key of Object.keys(value)) {
    const one = value[key] as Tree;
    if (key === 'enum' && Array.isArray(one) && one.length > MOST_VALUES) return false;
    if (!isLight(one)) return false;
  }
  return true;
}

/** With doubles for longer numbers, and long lists of values cut: their entries may be anything. */
function plainOf(value: Tree): unknown {
  if (value instanceof NumberText) return Number(value.text);
  if (Array.isArray(value)) return value.map(plainOf);
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      plainOf(key === 'enum' && Array.isArray(one) ? one.slice(0, MOST_VALUES) : one),
    ]),
  );
}
