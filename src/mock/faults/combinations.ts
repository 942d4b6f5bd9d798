import { LosslessNumber } from 'lossless-json';
import type { Behaviour, Call, NamedOverride, Outcome, Step } from '../behaviour.ts';
import { okStep } from '../operation.ts';
import { faultsOf, INTERNAL, isFraction, madeBy, onElements, onLists, textOf } from '../overrides.ts';
import { TEST_DEVICES } from '../world.ts';

/** Faults that need a certain combination, count or order of ids: no fixed list of requests can have them all. */
const { must } = faultsOf('combinations');

const relist = madeBy(must, onLists);
const reading = madeBy(must, onElements);

/** Rounds some fractions up. `elements` is the whole list. */
const roundingUp = madeBy(must, (applies: (elements: readonly unknown[], index: number) => boolean) => (base) => {
  const lists = new WeakMap<Call, unknown[]>();
  return {
    readList: (body, call) => {
      const list = base.readList(body, call);
      if ('ok' in list) lists.set(call, list.ok);
      return list;
    },
    readId: (element, index, call): Step<bigint> => {
      const id = base.readId(element, index, call);
      const isUp = 'ok' in id && isFraction(element) && applies(lists.get(call) ?? [], index);
      return isUp ? okStep(id.ok + 1n) : id;
    },
  };
});

/** Also takes other test devices offline. */
const hitting = madeBy(must, (others: (outcome: Outcome, call: Call) => readonly bigint[]) => (base, { world }) => ({
  effect: async (outcome, call) => {
    const hit = others(outcome, call);
    await base.effect(outcome, call);
    for (const id of hit) world.disconnect(id);
  },
}));

const neighbour = (id: bigint): bigint => TEST_DEVICES.at((TEST_DEVICES.indexOf(id) + 1) % TEST_DEVICES.length) ?? id;

const isWrong = (element: unknown) => !(element instanceof LosslessNumber);

export const combinations: readonly NamedOverride[] = [
  relist(
    'loses-the-last-of-five',
    'Of five or six devices in success the last is not listed.',
    ({ success, failed }) =>
      success.length === 5 || success.length === 6 ? { success: success.slice(0, -1), failed } : { success, failed },
  ),
  relist(
    'loses-online-after-offline',
    'A device that follows one that failed, with another before it, is not listed.',
    ({ success, failed }, call) => {
      const sent = (call.body.toString().match(/\d+/g) ?? []).map(BigInt);
      const first = sent.findIndex((id) => failed.includes(id));
      const after = sent.filter((id, i) => first > 0 && i > first && success.includes(id));
      return after.length > 1 ? { success: success.filter((id) => id !== after.at(-1)), failed } : { success, failed };
    },
  ),
  relist(
    'both-lists-for-fraction-and-whole',
    'An id that is sent whole and with a fraction is in both lists.',
    ({ success, failed }, call) => {
      const text = call.body.toString();
      const twice = success.filter((id) =>
        new RegExp(`\\b${id}\\b(?!\\.)[^]*\\b${id}\\.|\\b${id}\\.[^]*\\b${id}\\b(?!\\.)`).test(text),
      );
      return twice.length > 0 ? { success, failed: [...failed, ...twice] } : { success, failed };
    },
  ),
  relist(
    'lists-twice-beside-two-absent',
    'With two or more ids that fail and two that succeed, the first success is listed twice.',
    ({ success, failed }) =>
      failed.length > 1 && success.length > 1 && success.length + failed.length < 16
        ? { success: [...success, ...success.slice(0, 1)], failed }
        : { success, failed },
  ),
  relist(
    'absent-succeeds-among-three',
    'An id that no device has succeeds when it stands between three or more that do.',
    ({ success, failed }) =>
      success.length > 2 && failed.length === 1
        ? { success: [...success, ...failed], failed: [] }
        : { success, failed },
  ),
  roundingUp(
    'rounds-up-the-third-fraction',
    'From the third fraction of a batch on, fractions are rounded up.',
    (elements, index) => elements.slice(0, index).filter(isFraction).length >= 2,
  ),
  roundingUp(
    'rounds-up-three-digits',
    'A fraction of exactly three digits from .5 up is rounded up.',
    (elements, index) => /\.[5-9]\d\d$/.test(textOf(elements[index])),
  ),
  roundingUp(
    'rounds-up-after-point-zero',
    'A fraction that follows a whole number written with .0 is rounded up.',
    (elements, index) => /\.0+$/.test(textOf(elements[index - 1])),
  ),
  roundingUp(
    'rounds-up-beside-an-absent-id',
    'In a batch of fewer than sixteen ids, one of them past 70,000,000, fractions are rounded up.',
    (elements) => elements.length < 16 && elements.some((element) => Number(textOf(element)) >= 70_000_000),
  ),
  reading('drops-the-ninth', 'Of nine to fifteen ids those from the ninth on are passed over.', (elements) =>
    elements.length >= 9 && elements.length <= 15 ? elements.slice(0, 8) : elements,
  ),
  reading(
    'descending-loses-one',
    'Of four or more ids in strictly descending order the smallest is lost.',
    (elements) => {
      const numbers = elements.map((element) => Number(textOf(element)));
      const descends = numbers.every((number, i) => i === 0 || number < (numbers[i - 1] ?? 0));
      return numbers.length >= 4 && descends ? elements.slice(0, -1) : elements;
    },
  ),
  reading('fraction-beside-repeat-is-500', 'A repeated id beside a fraction ends in an internal error.', (elements) => {
    const texts = elements.map(textOf);
    const repeats = texts.some((text, i) => texts.indexOf(text) !== i && !text.includes('.'));
    return repeats && elements.some(isFraction) && elements.length < 16 ? INTERNAL : elements;
  }),
  reading(
    'skips-wrong-elements-late',
    'From the fourth element on, elements of a wrong type are skipped.',
    (elements) =>
      elements.slice(3).some(isWrong) && !elements.slice(0, 3).some(isWrong)
        ? elements.filter((element) => !isWrong(element))
        : elements,
  ),
  reading(
    'mixed-spellings-are-500',
    'A batch with a whole id, a fraction and a .0 ends in an internal error.',
    (elements) => {
      const texts = elements.map(textOf);
      const kinds = [/^\d+$/, /\.0+$/, /\.\d*[1-9]/].map((kind) => texts.some((text) => kind.test(text)));
      return kinds.every(Boolean) && texts.length < 16 ? INTERNAL : elements;
    },
  ),
  hitting('hits-the-neighbour-of-four', 'Four devices in success take a fifth one with them.', ({ success }) =>
    success.length === 4 ? [neighbour(success.at(-1) ?? 0n)] : [],
  ),
  hitting(
    'hits-failed-beside-fractions',
    'With a fraction in the batch and an id that fails, the next device goes offline too.',
    ({ success, failed }, call) =>
      failed.length > 0 && success.length > 1 && /\.\d*[1-9]/.test(call.body.toString())
        ? success.slice(0, 1).map(neighbour)
        : [],
  ),
  must('no-effect-in-second-half', 'Of six or more devices in success only the first half goes offline.', (base) => ({
    effect: ({ success, failed }, call) =>
      base.effect({ success: success.length < 6 ? success : success.slice(0, 3), failed }, call),
  })),
  must(
    'cached-for-the-same-set',
    'A batch of four or more ids is answered as the last one with the same ids was, without an effect.',
    (base) => {
      let last: { key: string; reply: Awaited<ReturnType<Behaviour['handle']>> } | null = null;
      return {
        handle: async (call) => {
          const ids = call.body.toString().match(/\d+(?:\.\d+)?/g) ?? [];
          const key = [...ids].sort().join();
          if (ids.length >= 4 && ids.length < 16 && last?.key === key) return last.reply;
          const reply = await base.handle(call);
          if (reply.status === 200) last = { key, reply };
          return reply;
        },
      };
    },
  ),
  must('fractions-pass-the-credential', 'A body with a fraction is performed whatever the credential is.', (base) => ({
    checkCredential: (call) => (/\d\.\d*[1-9]/.test(call.body.toString()) ? okStep(null) : base.checkCredential(call)),
  })),
];
