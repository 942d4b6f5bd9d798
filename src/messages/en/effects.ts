/** Findings of the family effects. */
export const effects = {
  'effects.only-query': 'only the query API sees the devices: declare mqtt logins',
  'effects.mqtt-watched': 'MQTT sessions are watched instead',
  'effects.none-in-success': 'no online device was ever in success',
  'effects.not-seen':
    'a device in success was not seen offline, and the query API was asked too seldom to show one that is back soon: declare mqtt logins for the devices',
  'effects.stays-online': 'a device in success does not go offline',
  'effects.stays-online.session.expected': 'its session ends within {ms} ms',
  'effects.stays-online.query.expected': 'online_status says so within {ms} ms',
  'effects.never.actual': '{device} never went offline after {request}',
  'effects.not-again.actual':
    '{device} did not go offline after {request}, although the same body took it offline before (connect it again in between)',
  'effects.by-later.actual': '{device} did not go offline after {request}, but only after a later request, {later}',
  'effects.late.actual': '{device} went offline more than {ms} ms after {request}',
  'effects.none-seen': 'no device in success was seen going offline',
  'effects.by-others-too':
    'requests take devices offline that they do not ask for, so nobody can tell what a late one was lost by',
  'effects.late': 'a device in success goes offline late',
  'effects.late.expected': 'within {ms} ms',
  'effects.another-device': 'another device goes offline',
  'effects.another-device.expected': 'only devices that were asked for and are in success go offline',
  'effects.failed-device': 'a device in failed goes offline',
  'effects.failed-device.expected': 'devices in failed stay online',
  'effects.none-taken': 'no device with an mqtt login was taken offline',
  'effects.not-let-in': 'a device that was taken offline was not let in when it connected again',
  'effects.reconnected': 'devices that were taken offline could connect again at once',
  'effects.no-online-status': 'the query API does not tell online_status (status {status})',
  'effects.online-status-lags': 'online_status lags behind: it was still 1 when the session had ended',
  'effects.online-status-follows': 'online_status follows at once',
} as const;
