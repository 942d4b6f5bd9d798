import type { NamedOverride, Outcome } from '../behaviour.ts';
import { okStep } from '../operation.ts';
import { faultsOf, hasFraction, idsIn, madeBy, onElements, onId, onLists, textOf } from '../overrides.ts';

/** What languages and their libraries do where nobody thinks of it. */
const { must, should } = faultsOf('languages');

const relist = madeBy(must, onLists);
const rereads = madeBy(must, onElements);

/** Ids of which each but the first is there already fail, as for a device that has just gone offline. */
const secondFails = (ids: readonly bigint[], isOnline: (id: bigint) => boolean): Outcome => {
  const first = (id: bigint, i: number) => ids.indexOf(id) === i;
  return {
    success: ids.filter((id, i) => first(id, i) && isOnline(id)),
    failed: ids.filter((id, i) => !first(id, i) || !isOnline(id)),
  };
};

export const languages: readonly NamedOverride[] = [
  must(
    'filtered-list-keeps-keys',
    'A list out of which an earlier id was filtered becomes an object, as by array_filter in PHP.',
    (base) => ({
      writeLists: ({ success, failed }, call) => {
        const sent = idsIn(call);
        const text = base.writeLists({ success, failed }, call);
        const isLeading = success.every((id, i) => sent[i] === id);
        if (isLeading || success.length === 0) return text;
        const entries = success.map((id) => `"${sent.indexOf(id)}":${base.writeEntry(id, 'success', call)}`);
        return text.replace(/"success":\[.*\],"failed"/, `"success":{${entries.join()}},"failed"`);
      },
    }),
  ),
  must(
    'words-read-to-the-first-letter',
    'A word that begins with digits is read as that number, as by a cast in PHP.',
    (base) => ({
      readId: (element, index, call) => {
        const digits = typeof element === 'string' ? /^\d+(?=\D)/.exec(element)?.[0] : undefined;
        return digits === undefined ? base.readId(element, index, call) : okStep(BigInt(digits));
      },
    }),
  ),
  relist(
    'pointer-to-loop-variable',
    'Every entry of success is the last device, as where Go keeps a pointer to the variable of a loop.',
    ({ success, failed }) => ({ success: success.map(() => success.at(-1) ?? 0n), failed }),
  ),
  must(
    'range-error-ignored',
    'An id past 2^31 is read as zero, as by TryParse in C# with its result ignored.',
    onId((id) => (id > 2147483647n ? 0n : id)),
  ),
  must(
    'rounds-by-one-decimal',
    'Fractions are first rounded to one decimal, as by round(x, 1) in Python, then down.',
    (base) => ({
      readId: (element, index, call) =>
        hasFraction(textOf(element))
          ? okStep(BigInt(Math.floor(Number(Number(textOf(element)).toFixed(1)))))
          : base.readId(element, index, call),
    }),
  ),
  must(
    'point-zero-is-another-key',
    '20001 and 20001.0 in one batch are two keys, as in a Ruby hash: the second fails.',
    (base, { world }) => {
      let elements: unknown[] = [];
      return {
        readList: (body, call) => {
          const list = base.readList(body, call);
          elements = 'ok' in list ? list.ok : [];
          return list;
        },
        batch: (ids) => {
          const keys = elements.map(textOf);
          return okStep(ids.filter((_, i) => keys.indexOf(keys[i] ?? '') === i || elements.length !== ids.length));
        },
        account: (ids) => okStep(secondFails(ids, world.isOnline)),
      };
    },
  ),
  should(
    'list-filled-from-threads',
    'Threads add to one list without a lock, so that of many entries of failed a few are lost.',
    onLists(({ success, failed }) => ({ success, failed: failed.filter((_, i) => i % 97 !== 96) })),
  ),
  must(
    'effects-end-at-the-first-error',
    'Devices that follow an id that no device has are listed in success and stay online.',
    (base, { world }) => ({
      effect: ({ success, failed }, call) => {
        const sent = idsIn(call);
        const at = sent.findIndex((id) => !world.devices.has(id));
        return base.effect({ success: at < 0 ? success : success.filter((id) => sent.indexOf(id) < at), failed }, call);
      },
    }),
  ),
  must(
    'repeats-found-among-neighbours',
    'Only repeats that follow each other are taken out; of others the second fails.',
    (_base, { world }) => ({
      batch: (ids) => okStep(ids.filter((id, i) => ids[i - 1] !== id)),
      account: (ids) => okStep(secondFails(ids, world.isOnline)),
    }),
  ),
  must(
    'keyed-by-the-text-sent',
    'Numbers are told apart before they are rounded: of two for one device the second fails.',
    (_base, { world }) => ({
      batch: (ids) => okStep(ids),
      account: (ids) => okStep(secondFails(ids, world.isOnline)),
    }),
  ),
  rereads(
    'sets-cancel-each-other',
    'A whole id and a fraction of it cancel each other out: the device is not listed.',
    (elements) => {
      const whole = new Set(elements.map(textOf).filter((text) => /^\d+$/.test(text)));
      const isBoth = (text: string) =>
        elements.some((other) => textOf(other) !== text && textOf(other).split('.')[0] === text.split('.')[0]);
      return elements.filter((element) => !(whole.has(textOf(element).split('.')[0] ?? '') && isBoth(textOf(element))));
    },
  ),
  should(
    'fraction-beside-whole-listed-twice',
    'A whole id and a fraction of it are listed as two entries of success.',
    onLists(({ success, failed }, call) => {
      const sent: string[] = call.body.toString().match(/\d{5,}(?:\.\d+)?/g) ?? [];
      const isTwice = (id: bigint) => new Set(sent.filter((text) => text.split('.')[0] === id.toString())).size > 1;
      return { success: success.flatMap((id) => (isTwice(id) ? [id, id] : [id])), failed };
    }),
  ),
  rereads(
    'length-in-one-byte',
    'The number of ids is kept in a byte: of 300 ids the first 44 are performed.',
    (elements) => elements.slice(0, elements.length % 256),
  ),
];
