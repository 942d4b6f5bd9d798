/** What findings of several families expect, saw or lack. */
export const shared = {
  'shared.status': 'status {status}',
  'shared.no-2xx': 'no 2xx status',
  'shared.no-error-status': '{what} is answered with status {status} and no lists, in place of an error status',
  'shared.no-effect': 'no effect',
  'shared.member-twice': 'a member is named twice: {names}',
  'shared.member-twice.expected': 'each member once',
  'shared.byte-order-mark': 'a body begins with a byte order mark',
  'shared.byte-order-mark.expected': 'JSON from the first character on',
  'shared.went-offline': '{devices} went offline',
  'shared.went-offline-after': '{devices} went offline after {request}',
  'shared.request-answer': '{request}: {answer}',
  'shared.nothing-sent': 'nothing was sent',
  'shared.no-such-answered': 'no such request was answered',
  'shared.no-witness':
    'nothing sees which devices go offline: declare mqtt logins for the devices, or let the credential query devices',
  /** Two things that are told one below the other. */
  'shared.then': '{first}; {next}',
  'shared.lines': '{first}\n{next}',
} as const;
