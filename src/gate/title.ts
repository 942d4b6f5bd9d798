/** A change in one line, the field first. */
import type { Change, ChangeUse } from './change.ts';

/** So many other uses are named in the line. */
export const MOST_NAMED = 3;

/** "success[].id: minimum 1 is gone (also failed[].id, success[].device_id)". */
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
  const also =
    others.length === 0
      ? ''
      : ` (also ${others.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''})`;
  return `${subjectOf(first)}: ${says}${also}`;
}

/** What it is about: a member where there is one, else a part, else the whole operation. */
const subjectOf = ({ operation, part, field }: Pick<ChangeUse, 'operation' | 'part' | 'field'>): string =>
  field !== '' ? field : WHOLE.test(part) ? operation : part;

const WHOLE = /^(operation|document|callback|webhook|server)$/;

/** Another use, as far as it differs from the first. */
export function sayUse(
  use: Pick<ChangeUse, 'operation' | 'part' | 'field'>,
  first: Pick<ChangeUse, 'operation' | 'part' | 'field'>,
): string {
  const isHere = use.operation === first.operation;
  if (isHere && use.part === first.part) return use.field || use.part;
  const part =
    use.part === first.part && use.field === first.field ? '' : [use.part, use.field].filter(Boolean).join(' ');
  return [isHere ? '' : use.operation, part || (isHere ? use.part : '')].filter(Boolean).join(' ');
}
