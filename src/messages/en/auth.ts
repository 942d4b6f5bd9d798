/** Findings of the family auth. */
export const auth = {
  /** What is wrong with a credential. */
  'auth.of.none': 'no credential',
  'auth.of.cut': 'a credential cut short',
  'auth.of.altered': 'a credential with two characters changed',
  'auth.of.suffixed': 'a credential with characters appended',
  'auth.of.recased': 'a credential with its letters in the other case',
  'auth.request-with': 'a request with {credential}',
  'auth.accepted': 'a request with {credential} is accepted',
  'auth.no-letters': 'the credential has no letters',
  'auth.connection-trusted': 'a connection is trusted once it carried a valid credential',
  'auth.answer-kept':
    'a request that was answered for a valid credential is answered for another too: the answer comes from a cache, or the connection is trusted',
  'auth.connections-closed':
    'the deployment, or what stands before it, closed the connection after {closed} of {answers} answers; no credential could be tried on one that carried a valid one',
  'auth.connection-closed': 'the deployment, or what stands before it, closes a connection after each answer',
  'auth.takes-offline': 'a request without a valid credential takes a device offline',
  'auth.not-refused': 'no such request was refused',
  'auth.other-refusal': 'the refusal has another form',
  'auth.other-refusal.expected': 'status 400, 401 or 403 with error_code, error_msg and request_id',
  'auth.other-refusal.actual': '{answer}, without a conforming error body',
  'auth.header-not-taken': 'the header {header} is not taken for X-Auth-Token',
  'auth.nothing-answered': 'nothing was answered',
  'auth.echo': 'an answer repeats the credential',
  'auth.echo.expected': 'no credential in any answer',
  'auth.echo.actual': 'found in {places}',
} as const;
