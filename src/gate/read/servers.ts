import { isMembers, type Members, type Tree } from '../tree.ts';

/** More are not written out; their variable stands for any value. */
const MOST = 200;

/** The paths of the servers that an operation is served by, without a slash at the end; hosts differ by deployment. */
export function serverPaths(document: Members, item: Members, operation: Members): string[] {
  if (document['swagger'] !== undefined) {
    const { basePath } = document;
    return [typeof basePath === 'string' ? withoutSlash(basePath) : ''];
  }
  const servers = [operation, item, document].map((owner) => owner['servers']).find((one) => Array.isArray(one));
  const found = (Array.isArray(servers) ? servers : []).filter(isMembers).flatMap(pathsOf);
  return found.length > 0 ? [...new Set(found)] : [''];
}

const withoutSlash = (path: string) => path.replace(/\/+$/, '');

function pathsOf(server: Members): string[] {
  const variables = isMembers(server['variables']) ? server['variables'] : {};
  // The host goes first: its variables are not looked at.
  const [path] = [String(server['url'] ?? '').replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '')];
  let found = [path.replace(/^(?=[^/{])/, '/')];
  for (const [, name = ''] of path.matchAll(/\{([^}]*)\}/g)) {
    const values = valuesOf(variables[name]);
    if (values.length * found.length > MOST) break;
    found = found.flatMap((one) => values.map((value) => one.replace(`{${name}}`, value)));
  }
  return found.map((one) => withoutSlash(one.replace(/^\.?(?=\/)/, '')));
}

/** The default first. */
function valuesOf(variable: Tree | undefined): string[] {
  const { enum: values, default: usual } = isMembers(variable) ? variable : {};
  const first = usual === undefined ? [] : [String(usual)];
  return [...new Set([...first, ...(Array.isArray(values) ? values.map(String) : [])])];
}
