/** Media types, statuses, headers, forms and XML. */
import { answers, B, BW, C, CW, content, get, mirrored, object, type Pair, pair, post, text, whole } from './parts.ts';

const typed = (...types: string[]) =>
  post({ requestBody: { content: Object.fromEntries(types.map((t) => [t, { schema: text }])) } });
const comes = (...types: string[]) =>
  answers({ '200': { description: 'ok', content: Object.fromEntries(types.map((t) => [t, { schema: text }])) } });
const body = (schema: object) => ({ description: 'x', ...content(schema) });
const a = object({ a: text }, ['a']);
const n = object({ a: whole }, ['a']);
const headed = (headers: object) => answers({ '200': { description: 'ok', headers } });
const form = (schema: object, encoding: object = {}, type = 'application/x-www-form-urlencoded') =>
  post({ requestBody: { content: { [type]: { schema, encoding } } } });
const multipart = (schema: object, encoding: object = {}) => form(schema, encoding, 'multipart/form-data');
const xml = (schema: object) => answers({ '200': { description: 'ok', ...content(schema, 'application/xml') } });
const listOf = (items: object) => ({ type: 'array', items });

export const bodies: readonly Pair[] = [
  ...mirrored('a charset is written out', typed('application/json'), typed('application/json; charset=UTF-8'), C, C),
  pair('a media type in other letters', typed('application/json'), typed('Application/JSON'), C),
  pair('parameters in another order', typed('a/b;x=1;y=2'), typed('a/b; y=2; x=1'), C),
  pair(
    'a version of a media type in place of another (sent)',
    typed('application/vnd.a+json;version=1'),
    typed('application/vnd.a+json;version=2'),
    BW,
  ),
  pair(
    'a version of a media type in place of another (received)',
    comes('application/vnd.a+json;version=1'),
    comes('application/vnd.a+json;version=2'),
    BW,
  ),
  pair(
    'a version beside another (sent)',
    typed('application/vnd.a+json;version=1'),
    typed('application/vnd.a+json;version=1', 'application/vnd.a+json;version=2'),
    C,
  ),
  pair('a version is not asked for any more (sent)', typed('a/b;version=1'), typed('a/b'), C),
  pair('a version is asked for (sent)', typed('a/b'), typed('a/b;version=1'), BW),
  pair('a version comes where any could (received)', comes('a/b'), comes('a/b;version=1'), CW),
  pair('a range takes in another type (sent)', typed('image/png'), typed('image/*'), C),
  pair('a range becomes one of its types (sent)', typed('image/*'), typed('image/png'), B),
  pair('a range becomes two of its types (received)', comes('image/*'), comes('image/png', 'image/gif'), C),
  pair('one type becomes its range (received)', comes('image/png'), comes('image/*'), BW),
  pair('a type beside its range (sent)', typed('text/*'), typed('text/*', 'text/csv'), C),
  pair('a type is left to its range (sent)', typed('text/*', 'text/csv'), typed('text/*'), C),
  pair('*/* takes in all (sent)', typed('application/json'), typed('*/*'), C),
  pair('json becomes problem+json (received)', comes('application/json'), comes('application/problem+json'), BW),
  pair('a second type may come', comes('application/json'), comes('application/json', 'application/xml'), CW),
  pair('a type is not taken any more', typed('application/json', 'application/xml'), typed('application/json'), B),
  pair('json becomes a merge patch (sent)', typed('application/json'), typed('application/merge-patch+json'), B),

  pair('2XX becomes 200 and 201', answers({ '2XX': body(a) }), answers({ '200': body(a), '201': body(a) }), CW),
  pair('200 becomes 2XX', answers({ '200': body(a) }), answers({ '2XX': body(a) }), ['warning', 'breaking']),
  pair(
    '4XX becomes 404 with another body',
    answers({ '200': body(a), '4XX': body(a) }),
    answers({ '200': body(a), '404': body(n) }),
    BW,
  ),
  pair(
    '404 is told apart within 4XX, with the same body',
    answers({ '200': body(a), '4XX': body(a) }),
    answers({ '200': body(a), '404': body(a), '4XX': body(a) }),
    C,
  ),
  pair(
    '404 is told apart within 4XX, with another body',
    answers({ '200': body(a), '4XX': body(a) }),
    answers({ '200': body(a), '404': body(n), '4XX': body(a) }),
    B,
  ),
  pair(
    '404 and 400 become 4XX',
    answers({ '200': body(a), '400': body(a), '404': body(a) }),
    answers({ '200': body(a), '4XX': body(a) }),
    C,
  ),
  pair(
    'default becomes 4XX and 5XX',
    answers({ '200': body(a), default: body(a) }),
    answers({ '200': body(a), '4XX': body(a), '5XX': body(a) }),
    C,
  ),
  pair(
    'default becomes 4XX with another body',
    answers({ '200': body(a), default: body(a) }),
    answers({ '200': body(a), '4XX': body(n) }),
    BW,
  ),
  pair(
    'the body of the default changes',
    answers({ '200': body(a), default: body(a) }),
    answers({ '200': body(a), default: body(n) }),
    B,
  ),
  pair('default alone becomes 200', answers({ default: body(a) }), answers({ '200': body(a) }), CW),
  pair('default alone becomes 200 with another body', answers({ default: body(a) }), answers({ '200': body(n) }), B),
  pair('200 becomes 204', answers({ '200': body(a) }), answers({ '204': { description: 'x' } }), B),
  pair('200 becomes 201, same body', answers({ '200': body(a) }), answers({ '201': body(a) }), B),
  pair(
    'a range in small letters',
    answers({ '200': body(a), '4xx': body(a) }),
    answers({ '200': body(a), '4XX': body(a) }),
    C,
  ),
  pair('201 is new beside 200', answers({ '200': body(a) }), answers({ '200': body(a), '201': body(a) }), CW),
  pair('302 is new', answers({ '200': body(a) }), answers({ '200': body(a), '302': { description: 'x' } }), CW),
  pair(
    'the range of a failure narrows with its body kept',
    answers({ '200': body(a), '5XX': body(a) }),
    answers({ '200': body(a), '503': body(a) }),
    C,
  ),
  pair('an answer loses its body', answers({ '200': body(a) }), answers({ '200': { description: 'x' } }), B),
  pair('an answer gains a body', answers({ '200': { description: 'x' } }), answers({ '200': body(a) }), CW),

  ...mirrored('an optional header is new', headed({}), headed({ 'X-A': { schema: text } }), C, ['warning']),
  ...mirrored(
    'a header becomes required',
    headed({ 'X-A': { schema: text } }),
    headed({ 'X-A': { required: true, schema: text } }),
    C,
    B,
  ),
  pair(
    'a header in other letters',
    headed({ 'X-A': { required: true, schema: text } }),
    headed({ 'x-a': { required: true, schema: text } }),
    C,
  ),
  pair(
    'an integer in a header becomes a text',
    headed({ 'X-A': { schema: whole } }),
    headed({ 'X-A': { schema: text } }),
    B,
  ),
  pair(
    'a text in a header becomes an integer',
    headed({ 'X-A': { schema: text } }),
    headed({ 'X-A': { schema: whole } }),
    C,
  ),
  pair(
    'a header as JSON loses a required member',
    headed({ 'X-A': content(a) }),
    headed({ 'X-A': content(object({ a: text })) }),
    B,
  ),
  pair(
    'a header as JSON gains an optional member',
    headed({ 'X-A': content(a) }),
    headed({ 'X-A': content(object({ a: text, b: text }, ['a'])) }),
    C,
  ),
  pair(
    'a header as JSON becomes a list',
    headed({ 'X-A': content(listOf(text)) }),
    headed({ 'X-A': { schema: listOf(text) } }),
    BW,
  ),
  pair(
    'an object in a header is exploded',
    headed({ 'X-A': { schema: a } }),
    headed({ 'X-A': { explode: true, schema: a } }),
    B,
  ),
  pair(
    'a list in a header: explode says nothing (simple)',
    headed({ 'X-A': { schema: listOf(text) } }),
    headed({ 'X-A': { explode: true, schema: listOf(text) } }),
    C,
  ),
  pair('Content-Type is no header of its own', headed({ 'Content-Type': { schema: text } }), headed({}), C),

  ...mirrored(
    'explode of a list in a form',
    form(object({ a: listOf(text) })),
    form(object({ a: listOf(text) }), { a: { explode: false } }),
    BW,
    BW,
  ),
  pair(
    'the usual encoding written out',
    form(object({ a: listOf(text) })),
    form(object({ a: listOf(text) }), { a: { style: 'form', explode: true } }),
    C,
  ),
  pair(
    'an encoding of a plain text',
    form(object({ a: text })),
    form(object({ a: text }), { a: { style: 'form', explode: false } }),
    C,
  ),
  pair(
    'an encoding of a member that is not there',
    form(object({ a: text })),
    form(object({ a: text }), { b: { explode: false } }),
    C,
  ),
  pair(
    'a part takes more content types',
    multipart(object({ f: text }), { f: { contentType: 'image/png' } }),
    multipart(object({ f: text }), { f: { contentType: 'image/png, image/jpeg' } }),
    C,
  ),
  pair(
    'a part takes fewer content types',
    multipart(object({ f: text }), { f: { contentType: 'image/png, image/jpeg' } }),
    multipart(object({ f: text }), { f: { contentType: 'image/png' } }),
    B,
  ),
  pair(
    'content types of a part in another order',
    multipart(object({ f: text }), { f: { contentType: 'image/png, image/jpeg' } }),
    multipart(object({ f: text }), { f: { contentType: 'image/jpeg,image/png' } }),
    C,
  ),
  pair(
    'a content type of a part is opened to its range',
    multipart(object({ f: text }), { f: { contentType: 'image/png' } }),
    multipart(object({ f: text }), { f: { contentType: 'image/*' } }),
    C,
  ),
  pair(
    'the usual content type of a text is written out',
    multipart(object({ f: text })),
    multipart(object({ f: text }), { f: { contentType: 'text/plain' } }),
    C,
  ),
  pair(
    'the usual content type of an object is written out',
    multipart(object({ f: a })),
    multipart(object({ f: a }), { f: { contentType: 'application/json' } }),
    C,
  ),
  pair(
    'an object in a part becomes XML',
    multipart(object({ f: a })),
    multipart(object({ f: a }), { f: { contentType: 'application/xml' } }),
    B,
  ),
  pair(
    'a part must have a header',
    multipart(object({ f: text })),
    multipart(object({ f: text }), { f: { headers: { 'X-H': { required: true, schema: text } } } }),
    BW,
  ),
  pair(
    'a part may have a header',
    multipart(object({ f: text })),
    multipart(object({ f: text }), { f: { headers: { 'X-H': { schema: text } } } }),
    C,
  ),
  pair('an integer in a form becomes a text', form(object({ a: whole })), form(object({ a: text })), C),
  pair('a text in a form becomes an integer', form(object({ a: text })), form(object({ a: whole })), B),
  pair(
    'a file is required',
    multipart(object({ f: { type: 'string', format: 'binary' } })),
    multipart(object({ f: { type: 'string', format: 'binary' } }, ['f'])),
    B,
  ),
  pair(
    'encoding says nothing in JSON',
    post({
      requestBody: { content: { 'application/json': { schema: a, encoding: { a: { contentType: 'text/plain' } } } } },
    }),
    post({ requestBody: { content: { 'application/json': { schema: a } } } }),
    C,
  ),
  pair('a form becomes multipart', form(object({ a: text })), multipart(object({ a: text })), B),

  pair(
    'an attribute in place of an element',
    xml(object({ a: text })),
    xml(object({ a: { ...text, xml: { attribute: true } } })),
    BW,
  ),
  pair(
    'the name of a member written out',
    xml(object({ a: text })),
    xml(object({ a: { ...text, xml: { name: 'a' } } })),
    C,
  ),
  pair(
    'a namespace is new',
    xml(object({ a: text })),
    xml(object({ a: { ...text, xml: { namespace: 'urn:a' } } })),
    BW,
  ),
  pair(
    'only the prefix changes',
    xml(object({ a: { ...text, xml: { prefix: 'p', namespace: 'urn:a' } } })),
    xml(object({ a: { ...text, xml: { prefix: 'q', namespace: 'urn:a' } } })),
    CW,
  ),
  pair(
    'a list is wrapped',
    xml(object({ a: listOf(text) })),
    xml(object({ a: { ...listOf(text), xml: { wrapped: true } } })),
    BW,
  ),
  pair(
    'xml says nothing in JSON',
    answers({ '200': body(object({ a: text })) }),
    answers({ '200': body(object({ a: { ...text, xml: { name: 'b' } } })) }),
    C,
  ),
  pair(
    'xml of a member that is new and optional',
    xml(object({ a: text })),
    xml(object({ a: text, b: { ...text, xml: { attribute: true } } })),
    C,
  ),
  pair('the name of the root', xml({ ...a, xml: { name: 'one' } }), xml({ ...a, xml: { name: 'two' } }), BW),
  pair(
    'wrapped: false written out',
    xml(object({ a: listOf(text) })),
    xml(object({ a: { ...listOf(text), xml: { wrapped: false } } })),
    C,
  ),
  pair(
    'a body is required',
    post({ requestBody: content(a) }),
    post({ requestBody: { required: true, ...content(a) } }),
    B,
  ),
  pair(
    'a link is new',
    answers({ '200': body(a) }),
    answers({ '200': { ...body(a), links: { next: { operationId: 'x' } } } }),
    C,
  ),
  pair(
    'a summary, tags and operationId',
    get({ tags: ['a'], summary: 'a', operationId: 'a' }),
    get({ tags: ['b'], summary: 'b', operationId: 'b' }),
    C,
  ),
];
