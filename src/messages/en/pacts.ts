/** What is said of consumer contracts. What Pact itself says is told in its own words. */
export const pacts = {
  // Interactions of the pacts of this package, by their own description.
  'pacts.own.a-body-that-is-not-valid-answered-400': 'a body that is not valid, answered 400',
  'pacts.own.a-device-that-does-not-exist-answered-200-with-it-in-failed-with-device-name-with-device-id':
    'a device that does not exist, answered 200 with it in failed with device_name, with device_id',
  'pacts.own.a-device-that-does-not-exist-answered-200-with-it-in-failed-with-device-name-without-device-id':
    'a device that does not exist, answered 200 with it in failed with device_name, without device_id',
  'pacts.own.a-device-that-does-not-exist-answered-200-with-it-in-failed-without-device-name-with-device-id':
    'a device that does not exist, answered 200 with it in failed without device_name, with device_id',
  'pacts.own.a-device-that-does-not-exist-answered-200-with-it-in-failed-without-device-name-without-device-id':
    'a device that does not exist, answered 200 with it in failed without device_name, without device_id',
  'pacts.own.a-device-that-does-not-exist-answered-200-with-it-in-no-list':
    'a device that does not exist, answered 200 with it in no list',
  'pacts.own.a-device-that-does-not-exist-answered-404': 'a device that does not exist, answered 404',
  'pacts.own.a-device-that-is-online-and-one-that-is-not-answered-200-with-nothing-in-failed':
    'a device that is online and one that is not, answered 200 with nothing in failed',
  'pacts.own.a-device-that-is-online-and-one-that-is-not-answered-200-with-the-second-in-failed-with-device-name-with-device-id':
    'a device that is online and one that is not, answered 200 with the second in failed with device_name, with device_id',
  'pacts.own.a-device-that-is-online-and-one-that-is-not-answered-200-with-the-second-in-failed-with-device-name-without-device-id':
    'a device that is online and one that is not, answered 200 with the second in failed with device_name, without device_id',
  'pacts.own.a-device-that-is-online-and-one-that-is-not-answered-200-with-the-second-in-failed-without-device-name-with-device-id':
    'a device that is online and one that is not, answered 200 with the second in failed without device_name, with device_id',
  'pacts.own.a-device-that-is-online-and-one-that-is-not-answered-200-with-the-second-in-failed-without-device-name-without-device-id':
    'a device that is online and one that is not, answered 200 with the second in failed without device_name, without device_id',
  'pacts.own.an-id-with-a-fraction-answered-200': 'an id with a fraction, answered 200',
  'pacts.own.an-instance-that-does-not-exist-answered-400': 'an instance that does not exist, answered 400',
  'pacts.own.an-instance-that-does-not-exist-answered-403': 'an instance that does not exist, answered 403',
  'pacts.own.an-instance-that-does-not-exist-answered-404': 'an instance that does not exist, answered 404',
  'pacts.own.an-instance-that-does-not-exist-answered-500': 'an instance that does not exist, answered 500',
  'pacts.own.devices-that-are-all-online-answered-200': 'devices that are all online, answered 200',
  'pacts.own.no-credential-answered-400': 'no credential, answered 400',
  'pacts.own.no-credential-answered-401': 'no credential, answered 401',
  'pacts.own.no-credential-answered-401-with-a-body-of-its-own': 'no credential, answered 401 with a body of its own',
  'pacts.own.no-credential-answered-403': 'no credential, answered 403',
  'pacts.own.no-credential-answered-403-with-a-body-of-its-own': 'no credential, answered 403 with a body of its own',

  // Provider states.
  'pacts.state.a-deployment': 'a deployment',
  'pacts.state.a-device-that-is-online': 'a device that is online',
  'pacts.state.devices-that-are-online': 'devices that are online',
  'pacts.state.a-device-that-is-online-and-one-that-is-not': 'a device that is online and one that is not',
  'pacts.state.a-device-whose-id-may-have-a-fraction': 'a device whose id may have a fraction',
  'pacts.state.a-device-that-does-not-exist': 'a device that does not exist',
  'pacts.state.an-instance-that-does-not-exist': 'an instance that does not exist',

  // What an interaction is called.
  'pacts.title': '{consumer}: {description}',
  'pacts.title.given': '{consumer}: {description} (given {states})',
  'pacts.states.and': '{first} and {next}',

  // What all of them mean together.
  'pacts.failed': '{n} interactions failed.',
  'pacts.failed.one': '{n} interaction failed.',
  'pacts.open': '{n} interactions could not be verified.',
  'pacts.open.one': '{n} interaction could not be verified.',
  'pacts.verified': '{n} interactions verified; the others are alternatives to these.',
  'pacts.verified.one': '{n} interaction verified; the others are alternatives to it.',
  'pacts.none': 'No interaction was verified.',
  'pacts.other-reasons': 'and for {n} other reasons',
  'pacts.other-reasons.one': 'and for {n} other reason',

  // What a verified pact does not say.
  'pacts.blind.truth':
    'A verified pact is no conformance: it says that consumers can read the answers, not that the answers are true. Run verify for that.',
  'pacts.blind.ids':
    'Pact compares ids by type only, so it does not see a wrong id: one rounded up, one that lost digits past 2^53, one of another device.',
  'pacts.blind.devices':
    'Pact does not see what became of the devices, nor whether each requested device is listed once and nothing else is.',
  'pacts.blind.rest':
    'Pact does not see bounds of numbers, further members, a wrong type in a member that may be absent, other methods, or requests that no consumer sends.',

  // Why an interaction was not verified, or does not apply.
  'pacts.alternative.met': 'another answer to the same request, and the deployment answered as in "{other}"',
  'pacts.alternative.see': 'another answer to the same request; see "{other}"',
  'pacts.doubt':
    'a device of the request was not known to be online, and a deployment may answer such a request with any status (it answered {status})',
  'pacts.many-headers': 'the answer has more than {most} headers, which is more than Pact reads',
  'pacts.nothing-sent': 'Pact sent no request',
  'pacts.pending': 'the pact says that it is pending, and it does not hold yet',
  'pacts.message': 'it is a message, which does not travel over HTTP: nothing of it can be verified here',
  'pacts.idle': "Pact's verifier did nothing for {seconds} s and was ended",
  'pacts.ended': "Pact's verifier ended with {how}",
  'pacts.unverifiable': 'Pact could not verify it: {words}',
  'pacts.no-reason': 'Pact says that it failed, and not why',

  // A provider state that cannot be brought about.
  'pacts.no-state': 'the state could not be set up: {problem}',
  'pacts.state-unknown': 'the provider state "{name}" is not known; known are {states}',
  'pacts.few-devices':
    '{count} test devices that can be brought online are needed, {there} there; declare more under devices',
  'pacts.few-devices.one':
    '{count} test device that can be brought online is needed, {there} there; declare more under devices',
  'pacts.no-witness': 'nothing tells whether a device is online; give the test devices their MQTT logins',
  'pacts.no-offline': 'a device can only be taken offline first where the test devices have MQTT logins',
  'pacts.no-pair':
    'no test device has a successor that is a test device or declared absent; declare one under devices or absent',
  'pacts.no-absent': 'no absent id is declared; add absent.deviceId',

  // Why a request of Pact's is not let through.
  'pacts.refused.state': 'its provider state could not be set up',
  'pacts.refused.path': 'refused: it asks for {method} {url}, which is not the operation',
  'pacts.refused.method': 'refused: it uses the method {method}',
  'pacts.refused.place':
    'refused: it names a project or an instance of its own; its path is to come from the provider state: projectId, instanceId',
  'pacts.refused.long': 'refused: its body is longer than 1 MiB',
  'pacts.refused.encoding': 'refused: its body is not text in UTF-8',
  'pacts.refused.cut': 'refused: its body did not come whole',

  // Where an answer is not as the pact says: the place, and what Pact says of it.
  'pacts.at': '{place}: {what}',
  'pacts.place.status': 'status',
  'pacts.place.header': 'header {name}',
  'pacts.place.body': 'body {path}',
  'pacts.as-pact': 'as the pact says: {description}',
  'pacts.something-else': 'something else',

  // Words of Pact, and values with their types.
  'pact.words': '{words}',
  'pact.it-failed': 'it failed',
  'pact.typed': '{value} ({type})',
  'pact.status': 'expected {expected} but was {actual}',
  'pact.missing-keys': 'Actual map is missing the following keys: {keys}',
  'pact.least': 'Expected {actual} (size {size}) to have minimum size of {limit}',
  'pact.most': 'Expected {actual} (size {size}) to have maximum size of {limit}',
  'pact.least-items': "Expected '{actual}' to have at least {limit} item(s)",
  'pact.most-items': "Expected '{actual}' to have at most {limit} item(s)",
  'pact.same-type': 'Expected {actual} to be the same type as {expected}',
  'pact.type-mismatch': 'Type mismatch: Expected {actual} to be the same type as {expected}',
  'pact.equal': 'Expected {actual} to be equal to {expected}',
  'pact.match': "Expected '{actual}' to match '{pattern}'",
  'pact.include': "Expected '{actual}' to include '{part}'",
  'pact.integer': 'Expected {actual} to be an integer',
  'pact.decimal': 'Expected {actual} to be a decimal number',
  'pact.number': 'Expected {actual} to be a number',
  'pact.match-boolean': 'Expected {actual} to match a boolean',
  'pact.null-value': 'Expected {actual} to be a null value',
  'pact.not-empty': 'Expected {actual} to not be empty',
  'pact.not-null': 'Expected non-empty value but got a NULL',
  'pact.empty-map': 'Expected an empty Map but received {actual}',
  'pact.empty-list': 'Expected an empty List but received {actual}',
  'pact.list-length': 'Expected a List with {expected} elements but received {actual} elements',
  'pact.keys': 'Expected a Map with keys [{expected}] but received one with keys [{actual}]',
  'pact.missing': 'Expected {expected} but was missing',
  'pact.unreadable': "Failed to parse the actual body: '{problem}'",
  'pact.body-type': "Expected a body of '{expected}' but the actual content type was '{actual}'",
  'pact.no-body': 'Expected empty body but received {actual}',
  'pact.body-missing': 'Expected body {expected} but was missing',
  'pact.body-empty': 'Expected body {expected} but was empty',
  'pact.header-missing': "Expected a header '{name}' but was missing",
  'pact.header-empty': "Expected an empty header '{name}' but actual value was '{actual}'",
  'pact.header-value': "Expected header '{name}' to have value '{expected}' but was '{actual}'",
  'pact.header-index': '{what} for value at index {index}',
  'pact.header': "Mismatch with header '{name}': {what}",

  // Types as Pact calls them.
  'pact.type.string': 'String',
  'pact.type.integer': 'Integer',
  'pact.type.decimal': 'Decimal',
  'pact.type.number': 'Number',
  'pact.type.boolean': 'Boolean',
  'pact.type.null': 'Null',
  'pact.type.array': 'Array',
  'pact.type.object': 'Object',
} as const;
