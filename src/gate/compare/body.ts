import type { Media, Role } from '../api.ts';
import type { ChangeDraft, Spot } from '../change.ts';
import type { Mode } from './edit.ts';
import { covers, encodingChanges, isForm } from './encoding.ts';
import { classOf, type OperationPair, told } from './told.ts';

export function bodyChanges(pair: OperationPair): void {
  const { base, head, name: operation, sends, found } = pair;
  const [old, now] = [base.body, head.body];
  const part = sends === 'request' ? 'request body' : 'body';
  if (old && now) {
    if (old.required !== now.required)
      found.changes.push(
        told({
          rule: now.required ? 'body/required' : 'body/optional',
          class: classOf(now.required ? 'narrower' : 'wider', sends),
          operation,
          part,
          keyword: 'required',
          base: old.spot,
          head: now.spot,
          before: old.required,
          after: now.required,
          reason: now.required
            ? 'The body is required now: consumers that send none are refused.'
            : 'The body may be left out now.',
          ...(now.required && { sent: 'one without a body' }),
        }),
      );
    mediaChanges(old.media, now.media, sends, part, now.spot, pair);
  } else if (now) {
    const isMissed = now.required && sends === 'request';
    found.changes.push(
      told({
        rule: now.required ? 'body/added-required' : 'body/added',
        class: isMissed ? 'breaking' : 'compatible',
        operation,
        part,
        keyword: part,
        head: now.spot,
        after: true,
        reason: isMissed ? 'A body is required now: no consumer sends one yet.' : 'A body may be sent now.',
        ...(isMissed && { sent: 'one without a body' }),
      }),
    );
  } else if (old)
    found.changes.push(
      told({
        rule: 'body/removed',
        class: old.required ? 'breaking' : 'warning',
        operation,
        part,
        keyword: part,
        base: old.spot,
        before: true,
        reason: 'The body is not described any more: what consumers send in it has no meaning.',
      }),
    );
}

export const sayMedia = ({ type, parameters }: Media) => (parameters === '' ? type : `${type};${parameters}`);

/** A type without parameters stands for all of theirs. */
const takesIn = (range: Media, one: Media) =>
  covers(range.type, one.type) && (range.parameters === '' || range.parameters === one.parameters);

/** The media type that took the place of each; what is left on either side is gone or new. */
function matchMedia(
  before: readonly Media[],
  after: readonly Media[],
): { pairs: [Media, Media][]; gone: Media[]; come: Media[] } {
  const pairs: [Media, Media][] = [];
  const open = { old: new Set(before), now: new Set(after) };
  const by = (test: (old: Media, now: Media) => boolean) => {
    for (const old of [...open.old]) {
      const now = [...open.now].find((one) => test(old, one));
      if (!now) continue;
      pairs.push([old, now]);
      open.old.delete(old);
      open.now.delete(now);
    }
  };
  by((old, now) => sayMedia(old) === sayMedia(now));
  by((old, now) => old.type === now.type && (old.parameters === '' || now.parameters === ''));
  return { pairs, gone: [...open.old], come: [...open.now] };
}

export function mediaChanges(
  before: readonly Media[],
  after: readonly Media[],
  role: Role,
  part: string,
  spot: Spot,
  pair: OperationPair,
): void {
  const { pairs, gone, come } = matchMedia(before, after);
  // A range meets the types that are in it.
  const isIn = (type: Media, ranges: readonly Media[]) => ranges.find((range) => takesIn(range, type));
  const left: Media[] = [];
  for (const old of gone) {
    const range = isIn(old, after);
    const narrowed = role === 'response' ? come.filter((now) => takesIn(old, now)) : [];
    if (range && !pairs.some(([one]) => one.type === old.type)) pairs.push([old, range]);
    else if (narrowed.length > 0) for (const now of narrowed) pairs.push([old, now]);
    else left.push(old);
  }
  for (const [old, now] of pairs) compareMedia(old, now, role, part, pair);
  for (const old of left) pair.found.changes.push(goneMedia(old, role, part, pair.name));
  for (const now of come) {
    if (pairs.some(([, one]) => one === now) && !isRangeOver(now, before)) continue;
    if (isIn(now, before)) continue;
    pair.found.changes.push(newMedia(now, role, part, before.length === 0, spot, pair.name));
  }
}

const isRangeOver = (now: Media, before: readonly Media[]) =>
  now.type.endsWith('*') && !before.some((old) => old.type === now.type);

function compareMedia(old: Media, now: Media, role: Role, part: string, pair: OperationPair): void {
  const { name: operation, found } = pair;
  found.uses.push({ operation, part, role, mode: modeOf(old, now), base: old.schema, head: now.schema });
  encodingChanges(old, now, role, part, pair);
  if (old.type !== now.type || old.parameters === now.parameters) return;
  const isWider = now.parameters === '';
  const isFine = isWider === (role === 'request');
  found.changes.push(
    told({
      rule: 'media-type/parameters',
      class: isFine ? 'compatible' : 'warning',
      operation,
      part,
      keyword: 'media type',
      base: old.spot,
      head: now.spot,
      before: sayMedia(old),
      after: sayMedia(now),
      reason: isFine
        ? 'Every value of the parameter was named before, or is meant now.'
        : role === 'request'
          ? `${sayMedia(old)} may not be taken without the parameter.`
          : 'It may come with other values of the parameter, or without it.',
    }),
  );
}

function modeOf(...both: Media[]): Mode {
  const all = (pattern: RegExp) => both.every(({ type }) => pattern.test(type));
  if (all(/[/+]xml$/)) return 'xml';
  // What is neither JSON nor text of another kind is bytes.
  return both.every(isForm) || !both.some(({ type }) => /json|yaml|xml|^text\/|\*/.test(type)) ? 'form' : 'json';
}

function goneMedia(old: Media, role: Role, part: string, operation: string): ChangeDraft {
  const name = sayMedia(old);
  return told({
    rule: 'media-type/removed',
    class: 'breaking',
    operation,
    part,
    keyword: 'media type',
    base: old.spot,
    before: name,
    reason:
      role === 'request'
        ? `${name} is not taken any more.`
        : `${name} does not come any more: readers of it find nothing.`,
    ...(role === 'request' && { sent: `one with Content-Type: ${name}` }),
  });
}

function newMedia(now: Media, role: Role, part: string, isFirst: boolean, spot: Spot, operation: string): ChangeDraft {
  const name = sayMedia(now);
  return told({
    rule: 'media-type/added',
    class: role === 'request' || isFirst ? 'compatible' : 'warning',
    operation,
    part,
    keyword: 'media type',
    head: now.spot ?? spot,
    after: name,
    reason:
      role === 'request'
        ? `${name} is taken too.`
        : isFirst
          ? `The answer has a body now (${name}).`
          : `${name} may come too: readers that do not ask for a type may meet it.`,
  });
}
