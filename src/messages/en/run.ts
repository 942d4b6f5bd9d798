/** Why checks are not run, or not to their end. */
export const run = {
  'run.no-clause': 'edition {edition} has no such clause',
  'run.no-claim': 'the deployment does not claim {claim}',
  'run.no-probes': 'absent.probes is false: zero, negatives and ids from 2^31 - 1 up are not taken as absent',
  'run.no-witness': 'nothing sees which devices go offline; declare mqtt logins for the devices',
  'run.few-devices': 'it needs {count} test devices of its own; declare more under devices',
  'run.few-devices-mqtt': 'it needs {count} test devices of its own; declare more under devices, with mqtt logins',
  'run.no-device': 'it needs a test device',
  'run.absent-one': 'an id that no device has',
  'run.absent-many': '{count} ids that no device has',
  'run.absent-some': '{wanted}, and has {count}',
  'run.absent-unused': 'it needs {wanted}; {id} is declared absent but not used: {reason}',
  'run.absent-declare': 'it needs {wanted}; declare absent.ranges',
  'run.absent-declare-one': 'it needs {wanted}; declare absent.deviceId or absent.ranges',
  'run.absent-large': 'ids of 2^31 or more are chosen by the suite itself; declare one below that',
  'run.absent-declare-too':
    '{reason}; where no device has {ids}, declare that under absent.deviceIds too, or another absent id below 2^24',
  'run.pair': 'it needs two test devices with ids N and N+1; declare such a pair under devices',
  'run.successor':
    'a fraction of N may be taken for N+1: it needs a device whose successor is a test device or absent; declare {id} under devices, or under absent.deviceIds if no device has that id',
  'run.successors':
    'a fraction of N may be taken for N+1: it needs more devices whose successor is a test device or absent; declare {id} under devices, or under absent.deviceIds if no device has that id',
  'run.not-online': 'device {device} could not be brought online: {reason}',
  'run.query-offline':
    'the query API shows {online}: connect the test devices, or declare mqtt logins so that the suite can',
  'run.online': '{count} of {wanted} devices online',
  'run.broker': 'broker {address}: {reason}, {online}',
  'run.broker-others': '{first} ({others})',
  'run.others': '{count} others: {reason}',
  'run.unreachable': 'the deployment cannot be reached: {failure}',
  'run.credential':
    'the deployment does not accept the credential (status {status}); more attempts might lock the account',
  'run.credential-lost':
    'the deployment does not accept the credential any more (status {status}); more attempts might lock the account',
  'run.gateway': 'the gateway answers {status}, also after two retries{advice}',
  'run.silent': 'the deployment does not answer any more: the last {count} requests had no answer',
  'run.gone': 'the deployment went away during the run, and did not come back within three seconds: {failure}',
  'run.interrupted': 'the run was interrupted',
  'run.time-limit': 'the run reached its time limit (limits.totalMs, {ms} ms)',
  'run.all-lost':
    '{devices} went offline, and the request does not name it ({exchange}): the deployment may take a request without ids for all devices, so nothing more was sent',
  'run.all-lost-unrepeated': '{reason}, not even that request again to be sure',
  'run.cut-short': 'the run ended before this check was done',
  'run.older': 'the record is older than this check; verify the deployment again',
  'run.one-failed': '{count} MUST check failed, which is where to stop (--max-failures)',
  'run.enough-failed': '{count} MUST checks failed, which is where to stop (--max-failures)',
  'run.token-renewed': 'the token was refused with 401 although it should have held; another one was fetched',
  'run.device-unused': 'device {id} is not used: {reason}',
  'run.absent-id-unused': 'the absent id {id} stands in no list of ids: {reason}',
} as const;
