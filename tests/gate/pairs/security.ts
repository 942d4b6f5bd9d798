/** Credentials are compared by what they ask for. */
import { B, BW, C, CW, get, mirrored, type Pair, pair, W } from './parts.ts';

const secured = (schemes: object, security: object[], more: object = {}) =>
  get({ security, ...more }, { components: { securitySchemes: schemes } });

const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
const bearer = { type: 'http', scheme: 'bearer' };
const flow = (scopes: string[], more: object = {}) => ({
  clientCredentials: {
    tokenUrl: 'https://a.example/t',
    scopes: Object.fromEntries(scopes.map((s) => [s, s])),
    ...more,
  },
});
const oauth = (scopes: string[] = ['a', 'b'], more: object = {}) => ({ type: 'oauth2', flows: flow(scopes, more) });

export const security: readonly Pair[] = [
  pair('a scheme under another name', secured({ k: key }, [{ k: [] }]), secured({ key }, [{ key: [] }]), C),
  pair(
    'a header of a key in other letters',
    secured({ k: key }, [{ k: [] }]),
    secured({ k: { ...key, name: 'x-key' } }, [{ k: [] }]),
    C,
  ),
  pair(
    'a query parameter of a key in other letters',
    secured({ k: { ...key, in: 'query' } }, [{ k: [] }]),
    secured({ k: { ...key, in: 'query', name: 'x-key' } }, [{ k: [] }]),
    B,
  ),
  pair(
    'a key moves to a cookie',
    secured({ k: key }, [{ k: [] }]),
    secured({ k: { ...key, in: 'cookie' } }, [{ k: [] }]),
    B,
  ),
  ...mirrored(
    'bearerFormat is a hint',
    secured({ b: bearer }, [{ b: [] }]),
    secured({ b: { ...bearer, bearerFormat: 'JWT' } }, [{ b: [] }]),
    C,
    C,
  ),
  pair(
    'alternatives in another order',
    secured({ k: key, b: bearer }, [{ k: [] }, { b: [] }]),
    secured({ k: key, b: bearer }, [{ b: [] }, { k: [] }]),
    C,
  ),
  ...mirrored(
    'both at once in place of either',
    secured({ k: key, b: bearer }, [{ k: [] }, { b: [] }]),
    secured({ k: key, b: bearer }, [{ k: [], b: [] }]),
    B,
    C,
  ),
  ...mirrored(
    'one more scope is asked for',
    secured({ o: oauth() }, [{ o: ['a'] }]),
    secured({ o: oauth() }, [{ o: ['a', 'b'] }]),
    B,
    C,
  ),
  pair(
    'scopes in another order',
    secured({ o: oauth() }, [{ o: ['a', 'b'] }]),
    secured({ o: oauth() }, [{ o: ['b', 'a'] }]),
    C,
  ),
  pair(
    'one scope in place of another',
    secured({ o: oauth() }, [{ o: ['a'] }]),
    secured({ o: oauth() }, [{ o: ['b'] }]),
    B,
  ),
  pair(
    'a scope that nothing asks for is described',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured({ o: oauth(['a', 'c']) }, [{ o: ['a'] }]),
    C,
  ),
  pair(
    'the words of a scope',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured({ o: { type: 'oauth2', description: 'new', flows: flow([], { scopes: { a: 'other words' } }) } }, [
      { o: ['a'] },
    ]),
    C,
  ),
  ...mirrored(
    'no credential is an alternative',
    secured({ k: key }, [{ k: [] }]),
    secured({ k: key }, [{ k: [] }, {}]),
    C,
    B,
  ),
  pair(
    'security of the document is taken over by the operation',
    get({}, { security: [{ k: [] }], components: { securitySchemes: { k: key } } }),
    secured({ k: key }, [{ k: [] }]),
    C,
  ),
  pair(
    'an operation goes out of the security of the document',
    get({}, { security: [{ k: [] }], components: { securitySchemes: { k: key } } }),
    secured({ k: key }, []),
    C,
  ),
  pair(
    'another address of tokens',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured({ o: oauth(['a'], { tokenUrl: 'https://b.example/t' }) }, [{ o: ['a'] }]),
    W,
  ),
  pair(
    'another address of tokens, and one more scope',
    secured({ o: oauth() }, [{ o: ['a'] }]),
    secured({ o: oauth(['a', 'b'], { tokenUrl: 'https://b.example/t' }) }, [{ o: ['a', 'b'] }]),
    B,
  ),
  pair(
    'another address of tokens beside the one that is there',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured({ o: oauth(['a']), p: oauth(['a'], { tokenUrl: 'https://b.example/t' }) }, [{ o: ['a'] }, { p: ['a'] }]),
    C,
  ),
  pair(
    'OpenID Connect found somewhere else',
    secured({ o: { type: 'openIdConnect', openIdConnectUrl: 'https://a.example/c' } }, [{ o: [] }]),
    secured({ o: { type: 'openIdConnect', openIdConnectUrl: 'https://b.example/c' } }, [{ o: [] }]),
    W,
  ),
  ...mirrored(
    'another flow beside the one that is there',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured(
      {
        o: {
          type: 'oauth2',
          flows: {
            ...flow(['a']),
            authorizationCode: {
              tokenUrl: 'https://a.example/t',
              authorizationUrl: 'https://a.example/a',
              scopes: { a: 'a' },
            },
          },
        },
      },
      [{ o: ['a'] }],
    ),
    C,
    BW,
  ),
  pair(
    'a refreshUrl is new',
    secured({ o: oauth(['a']) }, [{ o: ['a'] }]),
    secured({ o: oauth(['a'], { refreshUrl: 'https://a.example/r' }) }, [{ o: ['a'] }]),
    C,
  ),
  pair(
    'a scheme that nothing asks for changes',
    secured({ k: key, b: bearer }, [{ k: [] }]),
    secured({ k: key, b: { type: 'http', scheme: 'digest' } }, [{ k: [] }]),
    C,
  ),
  pair(
    'digest in other letters',
    secured({ b: { type: 'http', scheme: 'Digest' } }, [{ b: [] }]),
    secured({ b: { type: 'http', scheme: 'digest' } }, [{ b: [] }]),
    C,
  ),
  pair(
    'an optional alternative doubled',
    secured({ k: key }, [{ k: [] }]),
    secured({ k: key, k2: key }, [{ k: [] }, { k2: [] }]),
    C,
  ),
  pair(
    'openIdConnect moves to oauth2',
    secured({ o: { type: 'openIdConnect', openIdConnectUrl: 'https://a.example/.well-known/openid-configuration' } }, [
      { o: [] },
    ]),
    secured({ o: oauth() }, [{ o: [] }]),
    BW,
  ),
  pair(
    'scopes of a bearer token are roles (3.1)',
    secured({ b: bearer }, [{ b: [] }]),
    secured({ b: bearer }, [{ b: ['admin'] }]),
    BW,
  ),
  pair(
    'mutualTLS is asked for too',
    secured({ k: key, m: { type: 'mutualTLS' } }, [{ k: [] }]),
    secured({ k: key, m: { type: 'mutualTLS' } }, [{ k: [], m: [] }]),
    B,
  ),
  pair(
    'the same scheme, now deprecated',
    secured({ k: key }, [{ k: [] }]),
    secured({ k: { ...key, 'x-deprecated': true } }, [{ k: [] }]),
    CW,
  ),
];
