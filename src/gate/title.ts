/** A change in one line, the field first. */
import { inTongue, listed, say } from '../messages/speech.ts';
import type { Change, ChangeUse } from './change.ts';
import { operationSaid, partSaid } from './part.ts';

/** So many other uses are named in the line. */
export const MOST_NAMED = 3;

/** "success[].id: minimum 1 is gone (also failed[].id, success[].device_id)", in the language that is spoken. */
export function titleOf({
  operation,
  part,
  field,
  says,
  uses,
}: Pick<Change, 'operation' | 'part' | 'field' | 'says' | 'uses'>): string {
  const first = { operation, part, field };
  const others = [...new Set(uses.slice(1).map((use) => sayUse(use, first)))];
  const left = others.length - MOST_NAMED;
  const named = listed(others.slice(0, MOST_NAMED));
  const also =
    others.length === 0
      ? ''
      : say('gate.title.also', { others: left > 0 ? say('gate.title.more', { others: named, n: left }) : named });
  return say('gate.title', { subject: subjectOf(first), says, also });
}

/** What it is about: a member where there is one, else a part, else the whole operation. */
const subjectOf = ({ operation, part, field }: Pick<ChangeUse, 'operation' | 'part' | 'field'>): string =>
  field !== '' ? field : WHOLE.test(part) ? sayOperation(operation) : sayPart(part);

const WHOLE = /^(operation|document|callback|webhook|server)$/;

/** Whether it is about all that its operation is. */
export const isWhole = ({ part, field }: Pick<ChangeUse, 'part' | 'field'>): boolean =>
  field === '' && WHOLE.test(part);

/** A part of an operation in the language that is spoken. */
export const sayPart = (part: string): string => inTongue(partSaid(part));

/** An operation in the language that is spoken. */
export const sayOperation = (operation: string): string => inTongue(operationSaid(operation));

/** Another use, as far as it differs from the first. */
export function sayUse(
  use: Pick<ChangeUse, 'operation' | 'part' | 'field'>,
  first: Pick<ChangeUse, 'operation' | 'part' | 'field'>,
): string {
  const isHere = use.operation === first.operation;
  if (isHere && use.part === first.part) return use.field || sayPart(use.part);
  const part =
    use.part === first.part && use.field === first.field
      ? ''
      : [sayPart(use.part), use.field].filter(Boolean).join(' ');
  return [isHere ? '' : sayOperation(use.operation), part || (isHere ? sayPart(use.part) : '')]
    .filter(Boolean)
    .join(' ');
}
