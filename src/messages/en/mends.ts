/**
 * Sentences that say what stood in the way and what to do, in these two parts: a report tells the first once, and the second
 * below it.
 */
export const mends = {
  'hindered.no-answer.why': '{failure}',
  'run.unreachable.why': '{failure}',
  'accounting.no-absent-answered.why': 'no request with an absent id was answered 200',
  'accounting.no-absent-answered.mend': 'Declare absent.deviceId',
  'accounting.none-online.why': 'no device was seen online',
  'accounting.none-online.mend': 'Declare mqtt logins for the devices, or let the credential query their online_status',
  'effects.only-query.why': 'only the query API sees the devices',
  'effects.only-query.mend': 'Declare mqtt logins',
  'hindered.not-known-online.why':
    'no witness knew the devices of the request to be online, so its status says nothing',
  'hindered.not-known-online.mend': 'Declare mqtt logins for the devices',
  'rounding.no-successor-watched.why': 'no successor of a fraction was watched',
  'rounding.no-successor-watched.mend': 'Declare two test devices with ids N and N+1, with mqtt logins',
  'rounding.too-few-devices.why': 'too few test devices for such a batch',
  'rounding.too-few-devices.mend': 'Declare more',
  'run.absent-declare.why': 'it needs {wanted}',
  'run.absent-declare.mend': 'Declare absent.ranges',
  'run.absent-declare-one.why': 'it needs {wanted}',
  'run.absent-declare-one.mend': 'Declare absent.deviceId or absent.ranges',
  'run.absent-declare-too.why': '{reason}',
  'run.absent-declare-too.mend':
    'Where no device has {ids}, declare that under absent.deviceIds too, or another absent id below 2^24',
  'run.absent-large.why': 'ids of 2^31 or more are chosen by the suite itself',
  'run.absent-large.mend': 'Declare one below that',
  'run.few-devices.why': 'it needs {count} test devices of its own',
  'run.few-devices.mend': 'Declare more under devices',
  'run.few-devices-mqtt.why': 'it needs {count} test devices of its own',
  'run.few-devices-mqtt.mend': 'Declare more under devices, with mqtt logins',
  'run.no-witness.why': 'nothing sees which devices go offline',
  'run.no-witness.mend': 'Declare mqtt logins for the devices',
  'run.older.why': 'the record is older than this check',
  'run.older.mend': 'Verify the deployment again',
  'run.pair.why': 'it needs two test devices with ids N and N+1',
  'run.pair.mend': 'Declare such a pair under devices',
  'run.query-offline.why': 'the query API shows {online}',
  'run.query-offline.mend': 'Connect the test devices, or declare mqtt logins so that the suite can',
  'run.successor.why':
    'a fraction of N may be taken for N+1: it needs a device whose successor is a test device or absent',
  'run.successor.mend': 'Declare {id} under devices, or under absent.deviceIds if no device has that id',
  'run.successors.why':
    'a fraction of N may be taken for N+1: it needs more devices whose successor is a test device or absent',
  'run.successors.mend': 'Declare {id} under devices, or under absent.deviceIds if no device has that id',
  'shared.no-witness.why': 'nothing sees which devices go offline',
  'shared.no-witness.mend': 'Declare mqtt logins for the devices, or let the credential query devices',
  'slower.set.why': '; it counts requests',
  'slower.set.mend': 'Set limits.requestsPerSecond ({now}) to {value}, or to what the gateway allows',
} as const;
