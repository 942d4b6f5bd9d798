/** What the run itself noticed. */
export const noticed = {
  'noticed.throttled': 'some requests were answered {status} first, and were sent again after a pause',
  'noticed.lost-once':
    'device {device} went offline once without a cause, and not again when the requests were repeated',
  'noticed.not-repeatable':
    '{devices} went offline, and requests that may have done it could not be repeated: they had no answer, or the device could not be brought online',
  'noticed.session-dropped':
    'the session of {devices} ended while nothing was sent: the broker drops sessions by itself, or another client uses the same client id, such as another run of this suite with the same devices',
  'noticed.not-repeated':
    '{devices} went offline without a cause, and the run ended before the requests that may have done it were sent again',
  'noticed.offline-by-itself':
    '{devices} went offline while nothing was sent: the device or the network drops connections by itself, or another client takes it offline',
  'noticed.out-of-sight':
    '{devices} went offline without a cause and came back soon. The query API answered too slowly, or the device stayed away, so requests sent again show neither who does that nor that nobody does',
} as const;
