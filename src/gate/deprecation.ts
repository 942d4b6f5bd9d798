/** What was announced may go: deprecated, x-sunset (the last day) and x-deprecated-since, days as YYYY-MM-DD. */
import type { Message } from '../base/message.ts';
import { message } from '../messages/messages.ts';
import { pointerTo } from './api.ts';
import { type Change, type ChangeDraft, type ChangeUse, changeOf, type Spot, withReason } from './change.ts';
import type { Pairs } from './compare/apis.ts';
import { told } from './compare/told.ts';
import type { Config } from './config.ts';
import type { ApiInput } from './read/input.ts';
import { valueAt } from './read/texts.ts';
import { isMembers, type Members } from './tree.ts';

/** Rules about something that is gone. */
const REMOVALS: ReadonlySet<string> = new Set([
  'operation/removed',
  'parameter/removed',
  'header/removed',
  'body/removed',
  'media-type/removed',
  'callback/removed',
  'webhook/removed',
  'schema/member-removed',
]);

const DAY = 86_400_000;
const dayOf = (value: unknown): number | null => {
  const time =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value.slice(0, 10)) : Number.NaN;
  return Number.isNaN(time) ? null : time;
};
const sayDay = (time: number) => new Date(time).toISOString().slice(0, 10);

interface Notice {
  /** The first day on which it may be gone. */
  from: number;
}

/** When what stood there may go; null where it was not deprecated, or nobody said when. */
function noticeOf(value: Members, days: number): Notice | null {
  if (value['deprecated'] !== true && value['x-deprecated'] !== true) return null;
  const sunset = dayOf(value['x-sunset']);
  if (sunset !== null) return { from: sunset + DAY };
  const since = dayOf(value['x-deprecated-since']);
  return since === null ? null : { from: since + days * DAY };
}

/** Breaking removals of what was deprecated long enough are warnings. */
export function withNotice(changes: readonly Change[], base: ApiInput, config: Config | null, today: string): Change[] {
  if (!config?.deprecation) return [...changes];
  const { days } = config.deprecation;
  const placeOf = ({ operation, part, field }: ChangeUse) => JSON.stringify([operation, part, field]);
  const gone = new Set(
    changes.filter(({ rule }) => rule === 'schema/member-removed').flatMap(({ uses }) => uses.map(placeOf)),
  );
  return changes.map((change) => {
    if (change.class !== 'breaking' || !change.base) return change;
    if (REMOVALS.has(change.rule)) return announced(change, change.base, base, days, today);
    // A member that always came is told as not required any more.
    const isMember =
      change.rule === 'schema/required' && change.after === null && change.uses.every((use) => gone.has(placeOf(use)));
    if (!isMember || change.before === null) return change;
    const schema = change.base.pointer.replace(/\/required(\/[^/]*)?$/, '');
    const pointer = pointerTo(schema, 'properties', JSON.parse(change.before) as string);
    return announced(change, { file: change.base.file, pointer }, base, days, today);
  });
}

function announced(change: Change, at: Spot, base: ApiInput, days: number, today: string): Change {
  const value = valueAt(base.texts, at);
  const notice = isMembers(value) ? noticeOf(value, days) : null;
  if (!notice) return change;
  if (Date.parse(today) < notice.from)
    return withReason(
      change,
      message('gate.stays-until', { reason: change.said.reason as Message, day: sayDay(notice.from - DAY) }),
    );
  const uses = change.uses.map((use) => (use.class === 'breaking' ? { ...use, class: 'warning' as const } : use));
  const reason = message('gate.could-go-from', { day: sayDay(notice.from), reason: change.said.reason as Message });
  return { ...withReason(change, reason), class: 'warning', uses };
}

/** Deprecations that leave consumers too little time, or that take back what was announced. */
export function sunsetChanges(
  { pairs }: Pairs,
  base: ApiInput,
  head: ApiInput,
  config: Config | null,
  today: string,
): Change[] {
  if (!config?.deprecation) return [];
  const { days } = config.deprecation;
  const found: ChangeDraft[] = [];
  for (const { base: old, head: now } of pairs) {
    if (!now?.isDeprecated) continue;
    const [before, after] = [sunsetAt(base, old.spot), sunsetAt(head, now.spot)];
    const common = { operation: now.name, part: 'operation', keyword: 'x-sunset', base: old.spot, head: now.spot };
    if (old.isDeprecated && before !== null && after !== null && after < before)
      found.push(
        told({
          ...common,
          rule: 'operation/sunset-earlier',
          class: 'warning',
          before: sayDay(before),
          after: sayDay(after),
          reason: message('gate.why.operation/sunset-earlier', {}),
        }),
      );
    if (old.isDeprecated) continue;
    if (after === null) {
      const isDated = isMembers(valueAt(head.texts, now.spot)) && sinceAt(head, now.spot) !== null;
      if (!isDated)
        found.push(
          told({
            ...common,
            rule: 'operation/sunset-missing',
            class: 'warning',
            reason: message('gate.why.operation/sunset-missing', {}),
          }),
        );
    } else if (after < Date.parse(today) + days * DAY)
      found.push(
        told({
          ...common,
          rule: 'operation/sunset-too-soon',
          class: 'warning',
          after: sayDay(after),
          reason: message('gate.why.operation/sunset-too-soon', {
            days,
            day: sayDay(Date.parse(today) + days * DAY),
          }),
        }),
      );
  }
  return found.map(changeOf);
}

const memberAt = ({ texts }: ApiInput, spot: Spot, name: string): number | null => {
  const value = valueAt(texts, spot);
  return isMembers(value) ? dayOf(value[name]) : null;
};
const sunsetAt = (input: ApiInput, spot: Spot) => memberAt(input, spot, 'x-sunset');
const sinceAt = (input: ApiInput, spot: Spot) => memberAt(input, spot, 'x-deprecated-since');
