/** Headers of answers, and of the parts of a form. */
import { message } from '../../messages/messages.ts';
import type { Header, Role } from '../api.ts';
import { isRewritten } from './styles.ts';
import { classOf, type OperationPair, type Structural, told } from './told.ts';

interface Where {
  role: Role;
  /** What a header is told as. */
  part: (name: string) => string;
}

export function headerChanges(
  before: readonly Header[],
  after: readonly Header[],
  { role, part }: Where,
  { name: operation, found }: OperationPair,
): void {
  const of = (all: readonly Header[], name: string) => all.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const isSent = role === 'request';
  const add = (header: Header, change: Omit<Structural, 'operation' | 'part'>) =>
    found.changes.push(told({ ...change, operation, part: part(header.name) }));
  for (const old of before) {
    const now = of(after, old.name);
    const { name } = old;
    if (!now) {
      const isMissed = old.required && !isSent;
      add(old, {
        rule: 'header/removed',
        class: isMissed ? 'breaking' : 'warning',
        keyword: 'header',
        base: old.spot,
        before: name,
        reason: message(`gate.why.header/removed.${isMissed ? 'lost' : role}`, { name }),
      });
      continue;
    }
    const spots = { base: old.spot, head: now.spot };
    if (old.required !== now.required)
      add(old, {
        ...spots,
        rule: now.required ? 'header/required' : 'header/optional',
        class: classOf(now.required ? 'narrower' : 'wider', role),
        keyword: 'required',
        before: old.required,
        after: now.required,
        reason: message(`gate.why.header/${now.required ? 'required' : 'optional'}.${role}`, { name }),
      });
    if (isRewritten(old, now)) {
      add(old, {
        ...spots,
        rule: old.isText && now.isText ? 'header/style' : 'header/content',
        class: 'breaking',
        keyword: old.isText && now.isText ? 'style' : 'content',
        before: old.style,
        after: now.style,
        reason: message('gate.why.header/style', { name }),
      });
      continue;
    }
    found.uses.push({
      operation,
      part: part(name),
      role,
      mode: old.isText ? 'text' : 'json',
      base: old.schema,
      head: now.schema,
    });
  }
  for (const now of after) if (!of(before, now.name)) add(now, added(now, isSent));
}

function added({ name, required, spot }: Header, isSent: boolean): Omit<Structural, 'operation' | 'part'> {
  const isMissed = required && isSent;
  return {
    rule: isMissed ? 'header/added-required' : 'header/added',
    class: isMissed ? 'breaking' : 'compatible',
    keyword: 'header',
    head: spot,
    after: name,
    reason: isMissed
      ? message('gate.why.header/added-required', { name })
      : message(isSent ? 'gate.why.header/added.request' : 'gate.why.header/added.response', { name }),
  };
}
