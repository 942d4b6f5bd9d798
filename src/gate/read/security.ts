import type { Credential, Operation } from '../api.ts';
import { pointerTo } from '../api.ts';
import type { Place } from '../graph/places.ts';
import { canonical, isMembers, type Members, type Tree } from '../tree.ts';
import type { Description } from './document.ts';

/** What an operation asks for, each alternative by what its schemes are. */
export function credentialsOf(
  { document, graph }: Description,
  operation: Place,
  kind: 'path' | 'call',
): Pick<Operation, 'security' | 'securitySpot'> {
  const own = isMembers(operation.schema) ? operation.schema['security'] : undefined;
  const file = operation.source === graph.first ? null : operation.source.file;
  const securitySpot =
    own === undefined
      ? { file: null, pointer: '/security' }
      : { file, pointer: pointerTo(operation.pointer, 'security') };
  // Whom the API calls is not described by what it asks for itself.
  if (kind === 'call' && own === undefined) return { security: null, securitySpot };
  const security = own ?? document['security'];
  if (!Array.isArray(security) || security.length === 0) return { security: [[]], securitySpot };
  const components = isMembers(document['components']) ? document['components'] : {};
  const schemes = components['securitySchemes'] ?? document['securityDefinitions'];
  return {
    security: security.flatMap((alternative) =>
      alternativesOf(alternative, isMembers(schemes) ? schemes : {}, graph, document),
    ),
    securitySpot,
  };
}

/** So many ways to combine flows are told apart. */
const MOST = 64;

/** Credentials that are taken together, once for each flow of OAuth that leads to one. */
function alternativesOf(
  alternative: Tree,
  schemes: Members,
  graph: Description['graph'],
  document: Members,
): Credential[][] {
  if (!isMembers(alternative)) return [[]];
  let found: Credential[][] = [[]];
  const isOld = !isMembers(document['components']);
  for (const [name, asked] of Object.entries(alternative)) {
    let scheme = schemes[name];
    if (isMembers(scheme) && typeof scheme['$ref'] === 'string' && graph.first)
      scheme = graph.follow(graph.at(document, '', graph.first), scheme['$ref']).schema;
    const scopes = Array.isArray(asked) ? asked.map(String).sort() : [];
    const where = pointerTo(isOld ? '/securityDefinitions' : '/components/securitySchemes', name);
    const all = isMembers(scheme) ? identitiesOf(scheme, where) : [{ scheme: name, addresses: '', pointer: where }];
    const identities = all.length * found.length > MOST ? [eitherOf(all, where)] : all;
    found = found.flatMap((one) =>
      identities.map(({ pointer, ...identity }) => [...one, { ...identity, scopes, spot: { file: null, pointer } }]),
    );
  }
  return found.map((one) => one.sort((a, b) => (a.scheme < b.scheme ? -1 : 1)));
}

/** What a scheme asks of a consumer, where that is had, and where the document says so. */
interface Identity {
  scheme: string;
  addresses: string;
  pointer: string;
}

const eitherOf = (all: readonly Identity[], pointer: string): Identity => ({
  scheme: all.map(({ scheme }) => scheme).join(' or '),
  addresses: all.map(({ addresses }) => addresses).join(' or '),
  pointer,
});

/** Each way to a scheme; its words and extensions ask nothing. */
function identitiesOf(scheme: Members, pointer: string): Identity[] {
  if (scheme['type'] === 'openIdConnect')
    return [{ scheme: 'openIdConnect', addresses: String(scheme['openIdConnectUrl'] ?? ''), pointer }];
  if (scheme['type'] !== 'oauth2') return [{ scheme: identityOf(scheme), addresses: '', pointer }];
  const flows = flowsOf(scheme, pointer);
  return flows.length === 0 ? [{ scheme: 'oauth2', addresses: '', pointer }] : flows;
}

function identityOf(scheme: Members): string {
  const type = String(scheme['type']);
  switch (type) {
    case 'basic':
      return 'http basic';
    case 'http':
      // Names of schemes know no case.
      return `http ${String(scheme['scheme']).toLowerCase()}`;
    case 'apiKey': {
      const place = String(scheme['in']);
      const name = String(scheme['name']);
      return `apiKey in ${place} ${place === 'header' ? name.toLowerCase() : name}`;
    }
    default:
      return type;
  }
}

const OLD_FLOWS: Readonly<Record<string, string>> = {
  application: 'clientCredentials',
  accessCode: 'authorizationCode',
};

/** The ways to a token, each with its addresses. */
function flowsOf(scheme: Members, pointer: string): Identity[] {
  const { flows, flow } = scheme;
  const all: [string, Tree, string][] = isMembers(flows)
    ? Object.entries(flows)
        .filter(([name]) => !name.startsWith('x-'))
        .map(([name, one]) => [name, one, pointerTo(pointerTo(pointer, 'flows'), name)])
    : typeof flow === 'string'
      ? [[OLD_FLOWS[flow] ?? flow, scheme, pointer]]
      : [];
  return all
    .map(([name, one, where]) => {
      const { tokenUrl, authorizationUrl } = isMembers(one) ? one : {};
      const addresses = [tokenUrl, authorizationUrl]
        .filter((part) => part !== undefined)
        .map((part) => (typeof part === 'string' ? part : canonical(part)))
        .join(' and ');
      return { scheme: `oauth2 ${name}`, addresses, pointer: where };
    })
    .sort((a, b) => (a.scheme < b.scheme ? -1 : 1));
}
