/** Findings of the family accounting. */
export const accounting = {
  'accounting.not-listed': '{id} was asked for and is not listed',
  'accounting.unasked': '{id} is listed and was not asked for',
  'accounting.online-not-listed': 'an online device that was asked for is not listed',
  'accounting.online-not-listed.expected': 'each of them in success or failed',
  'accounting.online-not-listed.actual': '{id} is missing after {request}: {answer}',
  'accounting.none-online':
    'no device was seen online: declare mqtt logins for the devices, or let the credential query their online_status',
  'accounting.listed-twice': 'an id that was sent once is listed twice',
  'accounting.no-batch-answered': 'no batch was answered 200',
  'accounting.offline-not-listed': 'an offline device that was asked for is not listed',
  'accounting.in-both': 'a device is in both lists',
  'accounting.in-both.expected': 'each device in one list',
  'accounting.in-both.actual': '{id}: {answer}',
  'accounting.in-both.at': '{id}, sent at positions {places}: {answer}',
  'accounting.in-both.at-many': '{id}, sent at {count} positions, the first of them {places}: {answer}',
  'accounting.none-answered': 'no request was answered 200',
  'accounting.repeats-refused': 'repeated ids in one request are refused with 400',
  'accounting.repeats-refused-lawful': 'the deployment refuses repeated ids, which is lawful',
  'accounting.repeated-listed-twice': 'an id that is sent twice is listed more than once',
  'accounting.invented': 'an id is listed that was not asked for',
  'accounting.invented.expected': 'only ids of the request',
  'accounting.invented.actual': '{id} after {request}: {answer}',
  'accounting.absent-succeeds': 'an id that no device has is in success',
  'accounting.absent-succeeds.expected': '{text} in failed, or 404',
  'accounting.no-absent-answered': 'no request with an absent id was answered 200: declare absent.deviceId',
  'accounting.absent-unused':
    'no request with an absent id was answered 200: {id} is declared absent but not used: {reason}',
  'accounting.absent-refused': 'no request with an absent id was answered 200, which a deployment may do',
  'accounting.absent-404': 'a request with an id that no device has is answered 404 as a whole',
  'accounting.absent-otherwise': 'an id that no device has is answered in another way',
  'accounting.absent-otherwise.expected': 'the id in failed, or status 404 with ROMA.00110006',
  'accounting.absent-not-listed': 'an id that no device has is not listed',
  'accounting.absent-not-listed.expected': '{text} in failed',

  // Several numbers, one device.
  'accounting.equal-refused': 'numbers that round down to the same device are refused with 400 in one request',
  'accounting.one-in-both': 'one device is in both lists',
  'accounting.spellings-are-two': 'two spellings of one id are taken for two',
  'accounting.no-equal-answered': 'no such request was answered 200',
  'accounting.equal-listed-twice': 'a device is listed more than once',

  // Large batches.
  'accounting.batch': 'a batch of {length}',
  'accounting.few-different':
    'of the {length} ids of the batch only {different} are different: declare {missing} more absent ids (absent.ranges)',
  'accounting.batch-of-repeats': 'a batch of {length} of repeated ids',
  'accounting.size-refused': '{batch} is refused with {status}',
  'accounting.size-refused-lawful': 'the deployment refuses {batch}, which is lawful',
  'accounting.size-fails': 'an online device fails in a batch of {length}, and in a smaller one it does not',
  'accounting.size-fails.expected': '{id} in success, as in other batches',
} as const;
