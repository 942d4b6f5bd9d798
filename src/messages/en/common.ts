/** Sentences that every family uses. */
export const common = {
  /** What is said in words already. */
  text: '{text}',
  'in-exchanges': '{message} (in {count} exchanges)',

  // A request, an answer, and both.
  'request.ids': '{ids}',
  'request.no-body': 'no body',
  'request.empty-body': 'an empty body',
  'request.body': 'the body {body}',
  'request.method': '{method} with {what}',
  'answer.code': 'status {status}, error_code {code}',
  'answer.no-object': 'status 200, a body that is no JSON object',
  'answer.no-json': 'status 200, a body that is no JSON',
  'answer.empty': 'status 200, an empty body',
  'answer.other': 'status 200, {type}: "{words}"',
  'answer.no-type': 'no Content-Type',
  'answer.no-members': 'status 200, an empty object',
  'answer.members': 'status 200, neither success nor failed, but {names}',
  'answer.lists': 'status 200, success {success}, failed {failed}',
  'answer.list': '[{ids}]',
  'answer.long-list': '[{ids}, ... {count} in all]',
  'answer.unreadable': 'unreadable',

  // What devices do, and where they are listed.
  'in-success-or-failed': '{id} in success or failed',
  'in-one-list': '{id} in one list',
  once: '{id} once',
  'only-asked': 'only ids of {request}',

  // What a schema wants.
  'schema.type': 'is no {type}',
  'schema.types': 'is neither {types} nor {type}',
  'schema.required': 'has no {member}',
  'schema.above': 'is more than {limit}',
  'schema.below': 'is less than {limit}',
  'schema.empty': 'is empty',
  'schema.most-characters': 'has more than {limit} characters',
  'schema.fewest-characters': 'has fewer than {limit} characters',
  'schema.most-items': 'has more than {limit} items',
  'schema.at': '{place} {violation}',
  'schema.body': 'the body',

  // What keeps an answer from being judged, or a check from being made.
  'hindered.no-answer': 'no answer: {failure}',
  'hindered.went-away': 'nobody took the request, although others were answered: {failure}',
  'hindered.nothing-recorded': 'nothing was recorded',
  'hindered.too-long': 'the answer is longer than {bytes} bytes and was not read to its end',
  'hindered.too-many-values': 'the answer holds more than {most} values and was not read to its end',
  'hindered.enough-kept':
    'the answers before this one were so many or so long that only its beginning was kept: make the run smaller with --only',
  'hindered.gateway': 'status {status} speaks for the gateway, not for the operation, also after two retries{advice}',
  'hindered.page': 'the address answers with a web page or a redirect, and not with the operation ({answer})',
  'hindered.passing':
    'for a while answers came that are not to be judged ({answer}); sent again, such a request was answered otherwise',
  'hindered.nowhere': 'the deployment knows no such instance, or has nothing at that address ({answer})',
  'hindered.credential': 'the credential is not accepted ({answer})',
  'hindered.fails-anyway':
    'every plain request is answered with status 500 too, so this answer says nothing of what was asked: see uri/post',
  'hindered.plain': 'the plain request is not performed either, see uri/post',
  'hindered.lists': 'the lists of the answer cannot be read, see success/*',
  'hindered.not-known-online':
    'no witness knew the devices of the request to be online, so its status says nothing: declare mqtt logins for the devices',
  'hindered.unknown-online': 'no witness knew the devices of the request to be online, so its status says nothing',
  'hindered.may-be-offline':
    'a device of the request may have been offline already: a request had no answer, or its session ended for another reason',
  'hindered.never-online': 'no test device was seen online',
  'hindered.out-of-sight':
    'such requests were sent again, and the query API answered too slowly to show a device that goes offline and is back soon: declare mqtt logins for the devices',
  'hindered.glimpsed':
    'the query API was asked for devices only now and then: of one that went offline after such a request and was back before, nothing was seen',
  'slower.set': '; it counts requests: set limits.requestsPerSecond ({now}) to {value}, or to what the gateway allows',
  'slower.unlimited': 'now without a limit',
  'slower.now': 'now {limit}',

  'not-performed': '{request} was not performed',
  'internal-error.once': '{request} ends in an internal error: find out what throws it, this check comes after that',
  'internal-error.sometimes':
    '{request} sometimes ends in an internal error: find out what throws it, this check comes after that',
  'internal-error.always':
    '{request} always ends in an internal error: find out what throws it, this check comes after that',
  'internal-error.again': '{answer}; sent again: {again}',
  'internal-error.same': '{answer}; sent again: the same',
} as const;
