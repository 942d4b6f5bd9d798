import { message } from '../../messages/messages.ts';
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
          reason: message(now.required ? 'gate.why.body/required' : 'gate.why.body/optional', {}),
          ...(now.required && { sent: message('gate.sent.no-body', {}) }),
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
        reason: message(isMissed ? 'gate.why.body/added-required' : 'gate.why.body/added', {}),
        ...(isMissed && { sent: message('gate.sent.no-body', {}) }),
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
        reason: message('gate.why.body/removed', {}),
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
        ? message('gate.why.media-type/parameters.fine', {})
        : role === 'request'
          ? message('gate.why.media-type/parameters.request', { type: sayMedia(old) })
          : message('gate.why.media-type/parameters.response', {}),
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
    reason: message(`gate.why.media-type/removed.${role}`, { type: name }),
    ...(role === 'request' && { sent: message('gate.sent.content-type', { type: name }) }),
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
    reason: message(`gate.why.media-type/added.${role === 'response' && isFirst ? 'first' : role}`, { type: name }),
  });
}
