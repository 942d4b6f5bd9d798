import { isMessage, type Message, type Value } from '../base/message.ts';
import { innermost } from '../messages/messages.ts';
import type { ReportFinding } from './report.gen.ts';

/** What a finding says of the deployment, whatever check it is of. */
export type Claim =
  | 'missing'
  | 'invented'
  | 'successor'
  | 'successor-offline'
  | 'another-offline'
  | 'twice'
  | 'fails-in-batch'
  | 'failed-offline'
  | 'credential'
  | 'no-error-status'
  | 'fraction-in-answer'
  | 'shape'
  | 'other-status'
  | 'method'
  | 'method-offline'
  | 'error-body'
  | 'error-code'
  | 'refusal-form'
  | 'element-accepted'
  | 'repeats';

const KINDS: Readonly<Record<Claim, readonly string[]>> = {
  missing: [
    'accounting.not-listed',
    'accounting.online-not-listed',
    'accounting.offline-not-listed',
    'accounting.absent-not-listed',
    'accounting.absent-otherwise',
    'rounding.does-not-list',
    'rounding.not-taken-for',
  ],
  invented: [
    'accounting.unasked',
    'accounting.invented',
    'accounting.absent-succeeds',
    'ids.taken-for',
    'ids.succeeds',
  ],
  successor: ['rounding.takes-for'],
  'successor-offline': ['rounding.takes-successor'],
  'another-offline': ['effects.another-device', 'ids.another-device-offline'],
  twice: ['accounting.listed-twice', 'accounting.in-both', 'accounting.one-in-both'],
  'fails-in-batch': ['accounting.size-fails'],
  'failed-offline': ['uri.taken-and-in-failed', 'effects.failed-device'],
  credential: ['auth.accepted', 'auth.connection-trusted'],
  'no-error-status': ['shared.no-error-status'],
  'fraction-in-answer': ['rounding.repeats-fraction'],
  shape: [],
  'other-status': ['body.malformed-other-status', 'body.other-status', 'body.type-other-status', 'ids.other-status'],
  method: ['uri.method-accepted'],
  'method-offline': ['uri.method-takes-offline'],
  'element-accepted': [],
  repeats: ['accounting.repeated-listed-twice', 'accounting.equal-listed-twice', 'accounting.spellings-are-two'],
  'error-body': ['errors.incomplete', 'errors.no-object'],
  'error-code': ['errors.code-form'],
  'refusal-form': ['auth.other-refusal', 'uri.instance-other-answer', 'errors.code-unfit'],
};

const CLAIMS = new Map(Object.entries(KINDS).flatMap(([claim, kinds]) => kinds.map((kind) => [kind, claim as Claim])));

/** What else is bound to be found in the same answers. A wrong list is seen by whoever compares the lists with effects. */
const EXPLAINED: Readonly<Partial<Record<Claim, readonly Claim[]>>> = {
  missing: ['another-offline'],
  invented: ['missing', 'another-offline'],
  successor: ['successor-offline', 'missing', 'invented', 'another-offline'],
  'successor-offline': ['successor', 'missing', 'invented', 'another-offline'],
  'another-offline': ['successor-offline'],
  twice: ['fails-in-batch', 'repeats'],
  repeats: ['twice'],
  'no-error-status': ['shape'],
  'fraction-in-answer': ['shape'],
  method: ['method-offline'],
  'error-body': ['refusal-form'],
  'error-code': ['refusal-form'],
};

/** What stands in a list in the place of a number. */
const ELEMENTS = /^body\.of\.(element-\w+|numeric-string|empty-string|nested-list|null-element)$/;

/** null: it is about something of its own. */
export function claimOf({ message }: ReportFinding): Claim | null {
  const { kind, values } = innermost(message as Message);
  if (kind === 'body.accepted' && isMessage(values['body']) && ELEMENTS.test(values['body'].kind))
    return 'element-accepted';
  return CLAIMS.get(kind) ?? (/^(success\.|schema\.)/.test(kind) ? 'shape' : null);
}

export const explains = (claim: Claim, other: Claim): boolean =>
  claim === other || EXPLAINED[claim]?.includes(other) === true;

/** What is the same in all findings of one cause, whatever was sent and in which exchange; null where that does not suffice. */
export function signOf(finding: ReportFinding): string | null {
  const { kind, values } = innermost(finding.message as Message);
  switch (claimOf(finding)) {
    case 'no-error-status':
      return 'no-error-status';
    case 'element-accepted':
      return 'element-accepted';
    case 'repeats':
      return 'repeats';
    case 'other-status':
      return `other-status ${statusIn(finding.actual as Message)}`;
    case 'error-body':
      return kind === 'errors.no-object' ? kind : `${kind} ${JSON.stringify(values)}`;
    case 'error-code':
      return kind;
    case 'credential':
      return kind === 'auth.accepted' && !isMissing(values['credential']) ? kind : null;
    default:
      return null;
  }
}

const isMissing = (credential: Value | undefined) => isMessage(credential) && credential.kind === 'auth.of.none';

/** The status and code that a message tells of first; null where it tells of none. */
export function statusIn(said: Message): string | null {
  if (said.kind === 'shared.status' || said.kind === 'answer.code') {
    const { status, code = '' } = said.values;
    return `${status} ${code}`;
  }
  for (const value of Object.values(said.values)) {
    const status = isMessage(value) ? statusIn(value) : null;
    if (status !== null) return status;
  }
  return null;
}
