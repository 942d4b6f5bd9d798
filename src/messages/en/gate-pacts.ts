/** What openapi-pact-comparator says of a pact and a description: its sentences, word for word. */
export const gatePacts = {
  'gate.pact.operation-gone': 'the operation is gone',
  'gate.pact.then': '{first}; {next}',

  'gate.compared.request-body': 'Request body is incompatible with the request body schema in the spec file: {problem}',
  'gate.compared.response-body':
    'Response body is incompatible with the response body schema in the spec file: {problem}',
  'gate.compared.value': 'Value is incompatible with the parameter defined in the spec file: {problem}',
  'gate.compared.no-request-schema': 'No matching schema found for request body',
  'gate.compared.no-response-schema': 'No matching schema found for response body',
  'gate.compared.path': 'Path or method not defined in spec file: {operation}',
  'gate.compared.query': 'Query parameter is not defined in the spec file: {name}',
  'gate.compared.request-header': 'Request header is not defined in the spec file: {name}',
  'gate.compared.response-header': 'Response header is not defined in the spec file: {name}',
  'gate.compared.status': 'Response status code not defined in spec file: {status}',
  'gate.compared.content-type':
    'Request Content-Type header is incompatible with the mime-types the spec accepts to consume',
  'gate.compared.no-content-type':
    'Request content type header is not defined but spec specifies mime-types to consume',
  'gate.compared.accept': 'Request Accept header is incompatible with the mime-types the spec defines to produce',
  'gate.compared.answer-type':
    'Response Content-Type header is incompatible with the mime-types the spec defines to produce',
  'gate.compared.answer-type-unsaid':
    'Response Content-Type header is defined but the spec does not specify any mime-types to produce',
  'gate.compared.no-credential': 'Request Authorization header is missing but is required by the spec file',

  'gate.must.type': 'must be {type}',
  'gate.must.have': "must have required property '{name}'",
  'gate.must.have-no-others': 'must NOT have additional properties - {name}',
  'gate.must.not-be': 'must NOT be valid',
  'gate.must.constant': 'must be equal to constant',
  'gate.must.enum': 'must be equal to one of the allowed values',
  'gate.must.any-of': 'must match a schema in anyOf',
  'gate.must.one-of': 'must match exactly one schema in oneOf',
  'gate.must.pattern': 'must match pattern "{pattern}"',
  'gate.must.format': 'must match format "{format}"',
  'gate.must.multiple': 'must be multiple of {number}',
  'gate.must.bound': 'must be {sign} {limit}',
  'gate.must.shorter': 'must NOT have more than {n} characters',
  'gate.must.longer': 'must NOT have fewer than {n} characters',
  'gate.must.fewer-items': 'must NOT have more than {n} items',
  'gate.must.more-items': 'must NOT have fewer than {n} items',
} as const;
