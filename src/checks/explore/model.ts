import type { Message } from '../../base/message.ts';
import { readLists } from '../../exchange/answer.ts';
import type { Answer, Request } from '../../exchange/exchange.ts';
import type { Ground } from '../../exchange/guard.ts';
import { message } from '../../messages/messages.ts';
import type { Id } from '../../operation/id.ts';
import { type AskedId, readBody } from '../asked.ts';
import { listed } from '../judging.ts';
import { cut, sayAnswer, sayNotRefused } from '../words.ts';
import type { Relation } from './sequence.ts';

const ELSEWHERE = {
  order: 'explore.other-order',
  part: 'explore.smaller-batch',
  spelling: 'explore.other-spelling.elsewhere',
} as const;

/** From so many ids on a batch counts as large, and may be refused for that. */
export const LARGE = 16;

/** What the model knows of the devices when a request is sent. */
export interface World {
  ground: Pick<Ground, 'devices'>;
  /** Known to be online by a witness, and named by no other request in flight. */
  isOnline: (device: Id) => boolean;
}

/** A breach of requirements by one answer. */
export interface Breach {
  message: Message;
  expected: Message;
}

/**
 * What requirements.md says against the answer to a generated request: a POST with a credential and a body that is
 * either `{"device_ids": [numbers]}` or to be refused. Shapes of bodies are left to the invariants. Pure.
 */
export function judgeByModel(request: Request, answer: Answer, world: World): Breach[] {
  const asked = readBody(request.body ?? '');
  // A credential is not valid whatever the body holds; which error says so is for auth/* to judge.
  if (request.credential !== 'valid')
    return answer.status < 200 || answer.status > 299
      ? []
      : [
          {
            message: sayNotRefused(message('explore.accepted', {}), message('explore.of.credential', {}), answer),
            expected: message('shared.no-2xx', {}),
          },
        ];
  const areOnline = asked.ids.every(({ readings }) =>
    readings.every((id) => !world.ground.devices.has(id) || world.isOnline(id)),
  );
  if (!asked.wellFormed) {
    return answer.status === 400 || (answer.status >= 300 && !areOnline)
      ? []
      : [{ message: message('explore.not-400', {}), expected: message('shared.status', { status: 400 }) }];
  }
  // Of a device that may be offline no document says how it is answered.
  if (answer.status < 200 || answer.status > 299)
    return areOnline ? judgeRefusal(answer.status, asked.ids, isUsual(request), world) : [];
  const lists = readLists(answer);
  if (!lists?.success || !lists.failed) return []; // success/* is about that
  const count = listed(lists);
  const inSuccess = new Set(lists.success.map(({ key }) => key));
  const inFailed = new Set(lists.failed.map(({ key }) => key));
  const times = timesAsked(asked.ids);
  const found: Breach[] = [];
  for (const [id, sent] of times) {
    if (world.isOnline(id) && !count.has(id))
      found.push({
        message: message('explore.not-listed', { id }),
        expected: message('explore.not-listed.expected', { id }),
      });
    if (inSuccess.has(id) && inFailed.has(id))
      found.push({
        message: message('explore.both-lists', { id }),
        expected: message('explore.both-lists.expected', { id }),
      });
    else if (sent === 1 && (count.get(id) ?? 0) > 1)
      found.push({ message: message('explore.twice', { id }), expected: message('explore.twice.expected', { id }) });
    if (!world.ground.devices.has(id) && inSuccess.has(id) && !mayBeDevice(asked.ids, id, world))
      found.push({
        message: message('explore.absent-in-success', { id }),
        expected: message('explore.absent-in-success.expected', { id }),
      });
  }
  for (const id of count.keys()) {
    if (!asked.may.has(id))
      found.push({ message: message('explore.unasked', { id }), expected: message('explore.unasked.expected', {}) });
  }
  return found.slice(0, 5);
}

/** No further member, and no escape in a name. */
const isUsual = ({ body }: Request) => !/\\u|"note"/.test(body ?? '');

/** A batch may be refused for what is absent in it, for repeated ids, for its size, or for numbers out of the ordinary. */
function judgeRefusal(status: number, ids: readonly AskedId[], isPlain: boolean, { ground }: World): Breach[] {
  const isLarge = ids.length >= LARGE;
  const isOdd = ids.some(({ plain, floor }) => !plain || BigInt(floor) < 1n || BigInt(floor) >= 1n << 31n);
  const hasRepeats = timesAsked(ids).size < ids.length;
  const hasAbsent = ids.some(({ readings }) => readings.every((id) => !ground.devices.has(id)));
  const lawful =
    (status === 404 && hasAbsent) ||
    (status === 400 && (!isPlain || ids.length === 0 || isLarge || isOdd || hasRepeats)) ||
    (status === 413 && isLarge) ||
    // accounting/absent-answer (SHOULD) is about the right way to refuse an absent id.
    (status === 400 && hasAbsent);
  return lawful
    ? []
    : [{ message: message('explore.refused', { status }), expected: message('shared.status', { status: 200 }) }];
}

function timesAsked(ids: readonly AskedId[]): Map<Id, number> {
  const times = new Map<Id, number>();
  for (const { floor } of ids) times.set(floor, (times.get(floor) ?? 0) + 1);
  return times;
}

const mayBeDevice = (ids: readonly AskedId[], id: Id, { ground }: World) =>
  ids.some(({ floor, readings }) => floor === id && readings.some((reading) => ground.devices.has(reading)));

/**
 * Metamorphic relations between the answers to two batches whose devices were all online: the order of ids does not
 * matter, nor how a body is spelled, and a part of a batch is answered like the whole. Null: the relation holds, or does
 * not apply.
 */
export function judgeRelation(kind: Relation['kind'], first: Answer, second: Answer): Breach | null {
  const [before, after] = [first.status, second.status];
  if (kind === 'spelling' && [before, after].sort().join() === '200,400')
    return {
      message: message('explore.other-spelling', { status: after }),
      expected: message('explore.elsewhere.expected', { answer: sayAnswer(first) }),
    };
  if (first.status !== 200 || second.status !== 200) return null;
  const [whole, other] = [readLists(first), readLists(second)];
  if (!whole?.success || !whole.failed || !other?.success || !other.failed) return null;
  const place = new Map([
    ...whole.failed.map(({ key }) => [key, 'failed'] as const),
    ...whole.success.map(({ key }) => [key, 'success'] as const),
  ]);
  const moved = [
    ...other.success.filter(({ key }) => place.get(key) === 'failed').map(({ key }) => `${key} in success`),
    ...other.failed.filter(({ key }) => place.get(key) === 'success').map(({ key }) => `${key} in failed`),
  ];
  if (moved.length === 0) return null;
  return {
    message: message(ELSEWHERE[kind], { ids: cut(moved.join(', '), 120) }),
    expected: message('explore.elsewhere.expected', { answer: sayAnswer(first) }),
  };
}
