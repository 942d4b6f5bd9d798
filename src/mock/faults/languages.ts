import { LosslessNumber } from 'lossless-json';
import type { NamedOverride, Outcome } from '../behaviour.ts';
import { okStep } from '../operation.ts';

/** What languages and their libraries do where nobody thinks of it. */
const group = 'languages';
const level = 'MUST';

const textOf = (element: unknown): string => (element instanceof LosslessNumber ? element.value : '');

/** Ids of which each but the first is there already fail, as for a device that has just gone offline. */
const secondFails = (ids: readonly bigint[], isOnline: (id: bigint) => boolean): Outcome => {
  const first = (id: bigint, i: number) => ids.indexOf(id) === i;
  return {
    success: ids.filter((id, i) => first(id, i) && isOnline(id)),
    failed: ids.filter((id, i) => !first(id, i) || !isOnline(id)),
  };
};

export const languages: readonly NamedOverride[] = [
  {
    name: 'filtered-list-keeps-keys',
    group,
    level,
    description: 'A list out of which an earlier id was filtered becomes an object, as by array_filter in PHP.',
    override: (base) => ({
      writeLists: ({ success, failed }, call) => {
        const sent = (call.body.toString().match(/\d{5,}/g) ?? []).map(BigInt);
        const text = base.writeLists({ success, failed }, call);
        const isLeading = success.every((id, i) => sent[i] === id);
        if (isLeading || success.length === 0) return text;
        const entries = success.map((id) => `"${sent.indexOf(id)}":${base.writeEntry(id, 'success', call)}`);
        return text.replace(/"success":\[.*\],"failed"/, `"success":{${entries.join()}},"failed"`);
      },
    }),
  },
  {
    name: 'words-read-to-the-first-letter',
    group,
    level,
    description: 'A word that begins with digits is read as that number, as by a cast in PHP.',
    override: (base) => ({
      readId: (element, index, call) => {
        const digits = typeof element === 'string' ? /^\d+(?=\D)/.exec(element)?.[0] : undefined;
        return digits === undefined ? base.readId(element, index, call) : okStep(BigInt(digits));
      },
    }),
  },
  {
    name: 'pointer-to-loop-variable',
    group,
    level,
    description: 'Every entry of success is the last device, as where Go keeps a pointer to the variable of a loop.',
    override: (base) => ({
      success: ({ success, failed }, call) =>
        base.success({ success: success.map(() => success.at(-1) ?? 0n), failed }, call),
    }),
  },
  {
    name: 'range-error-ignored',
    group,
    level,
    description: 'An id past 2^31 is read as zero, as by TryParse in C# with its result ignored.',
    override: (base) => ({
      readId: (element, index, call) => {
        const id = base.readId(element, index, call);
        return 'ok' in id && id.ok > 2147483647n ? okStep(0n) : id;
      },
    }),
  },
  {
    name: 'rounds-by-one-decimal',
    group,
    level,
    description: 'Fractions are first rounded to one decimal, as by round(x, 1) in Python, then down.',
    override: (base) => ({
      readId: (element, index, call) =>
        /\.\d*[1-9]/.test(textOf(element))
          ? okStep(BigInt(Math.floor(Number(Number(textOf(element)).toFixed(1)))))
          : base.readId(element, index, call),
    }),
  },
  {
    name: 'point-zero-is-another-key',
    group,
    level,
    description: '20001 and 20001.0 in one batch are two keys, as in a Ruby hash: the second fails.',
    override: (base, { world }) => {
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
  },
  {
    name: 'list-filled-from-threads',
    group,
    level: 'SHOULD',
    description: 'Threads add to one list without a lock, so that of many entries of failed a few are lost.',
    override: (base) => ({
      success: ({ success, failed }, call) =>
        base.success({ success, failed: failed.filter((_, i) => i % 97 !== 96) }, call),
    }),
  },
  {
    name: 'effects-end-at-the-first-error',
    group,
    level,
    description: 'Devices that follow an id that no device has are listed in success and stay online.',
    override: (base, { world }) => ({
      effect: ({ success, failed }, call) => {
        const sent = (call.body.toString().match(/\d{5,}/g) ?? []).map(BigInt);
        const at = sent.findIndex((id) => !world.devices.has(id));
        return base.effect({ success: at < 0 ? success : success.filter((id) => sent.indexOf(id) < at), failed }, call);
      },
    }),
  },
  {
    name: 'repeats-found-among-neighbours',
    group,
    level,
    description: 'Only repeats that follow each other are taken out; of others the second fails.',
    override: (_base, { world }) => ({
      batch: (ids) => okStep(ids.filter((id, i) => ids[i - 1] !== id)),
      account: (ids) => okStep(secondFails(ids, world.isOnline)),
    }),
  },
  {
    name: 'keyed-by-the-text-sent',
    group,
    level,
    description: 'Numbers are told apart before they are rounded: of two for one device the second fails.',
    override: (_base, { world }) => ({
      batch: (ids) => okStep(ids),
      account: (ids) => okStep(secondFails(ids, world.isOnline)),
    }),
  },
  {
    name: 'sets-cancel-each-other',
    group,
    level,
    description: 'A whole id and a fraction of it cancel each other out: the device is not listed.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        if (!('ok' in list)) return list;
        const whole = new Set(list.ok.map(textOf).filter((text) => /^\d+$/.test(text)));
        const isBoth = (text: string) =>
          list.ok.some((other) => textOf(other) !== text && textOf(other).split('.')[0] === text.split('.')[0]);
        return okStep(
          list.ok.filter((element) => !(whole.has(textOf(element).split('.')[0] ?? '') && isBoth(textOf(element)))),
        );
      },
    }),
  },
  {
    name: 'fraction-beside-whole-listed-twice',
    group,
    level: 'SHOULD',
    description: 'A whole id and a fraction of it are listed as two entries of success.',
    override: (base) => ({
      success: ({ success, failed }, call) => {
        const sent: string[] = call.body.toString().match(/\d{5,}(?:\.\d+)?/g) ?? [];
        const isTwice = (id: bigint) => new Set(sent.filter((text) => text.split('.')[0] === id.toString())).size > 1;
        return base.success({ success: success.flatMap((id) => (isTwice(id) ? [id, id] : [id])), failed }, call);
      },
    }),
  },
  {
    name: 'length-in-one-byte',
    group,
    level,
    description: 'The number of ids is kept in a byte: of 300 ids the first 44 are performed.',
    override: (base) => ({
      readList: (body, call) => {
        const list = base.readList(body, call);
        return 'ok' in list ? okStep(list.ok.slice(0, list.ok.length % 256)) : list;
      },
    }),
  },
];
