import type { Child, Edit } from './edit.ts';

/** A member as a person writes it: `success[].id`, `payment(Card).number`. Empty for the whole. */
export function fieldOf(way: readonly Child[], { keyword, name }: Edit): string {
  let text = '';
  for (const { step } of way) {
    if ('member' in step) text += `${text === '' ? '' : '.'}${plain(step.member)}`;
    else if ('entry' in step) text += step.entry === 'rest' ? '[]' : `[${step.entry}]`;
    else if (step.branch !== null) text += `(${step.branch})`;
  }
  if (keyword !== 'required' && keyword !== 'properties') return text;
  return `${text}${text === '' ? '' : '.'}${plain(name ?? '')}`;
}

const plain = (name: string) => (/^[\w$@*/^-][^.[\]()"]*$/.test(name) ? name : JSON.stringify(name));
