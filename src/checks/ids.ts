import { readLists } from '../exchange/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { inEnglish, message, type Of } from '../messages/messages.ts';
import { listOf } from '../operation/body.ts';
import type { Id } from '../operation/id.ts';
import { askedOf } from './asked.ts';
import { type Check, invariant, type Lease, type Needs, scenario, send } from './check.ts';
import { culprits, takenUnasked } from './culprits.ts';
import { breach, breachOf, judgeEach, listed } from './judging.ts';
import { post } from './request.ts';
import type { Setting } from './setting.ts';
import { sayBoth, sayRequest } from './words.ts';

/**
 * Probes for lost digits. Their low 32 bits are 2^31 or more, also after rounding to a double or a float, so that a
 * deployment which cuts or rounds them hits nobody's device; or they are a test device plus a multiple of 2^32.
 */
const PAST_INT32 = ['2147483648', '3000000007'];
const PAST_UINT32 = ['6442450951'];
/** 2^53 + 2^31 + 1: the nearest double is one less. */
const PAST_DOUBLE = ['9007201402224641'];
/** 0x016345779ABCDEF1, the last such probe below 10^17: the nearest doubles are 7 less and 9 more. */
const TOP_OF_RANGE = [BigInt('0x016345779ABCDEF1').toString()];

/** Multiples of 2^32 at which a double still holds a device id added to them exactly, and a float none of its bits. */
const TWO_52 = 1n << 52n;
/** A multiple of 2^64 at which neither holds any of its bits. */
const TWO_96 = 1n << 96n;
/** Nor here, where the id is small; and JavaScript prints it without an exponent, of which parseInt would make an id. */
const TWO_69 = 1n << 69n;

const beyondRange = (device: bigint, { ownMachine }: Setting): bigint =>
  device + (ownMachine || device > 65_535n ? TWO_96 : TWO_69);

/** A large id is taken exactly, or refused; nothing else is listed in its place. */
const exactly = (name: Of<'ids.of'>, needs: Needs, probes: (lease: Lease) => readonly Id[]) => {
  const what = message(`ids.of.${name}`, {});
  return scenario({
    id: `ids/${name}`,
    level: 'MUST',
    clauses: ['ID-1a'],
    title: `${inEnglish(what)} is taken exactly or refused`,
    needs: { probes: true, ...needs },
    *act(lease) {
      for (const id of probes(lease)) yield* send(post(listOf(id)));
    },
    judge: (seen, self) =>
      judgeEach(seen, self, (x) => {
        const { status } = x.answer;
        if (status === 400 || status === 404) return [];
        // Another 2xx is judged by success/status-200, its lists here.
        if (status < 200 || status > 299) {
          return [breachOf('ids.other-status', x, { found: { what }, actual: sayBoth(x) })];
        }
        const lists = readLists(x.answer);
        const id = askedOf(x).ids[0]?.text ?? '';
        const others = [...(lists ? listed(lists).keys() : [])].filter((other) => other !== id);
        return others.length === 0 ? [] : [breachOf('ids.taken-for', x, { found: { id, others }, expected: { id } })];
      }),
  });
};

const neverSucceeds = (
  name: Of<'ids.of'>,
  clause: string,
  needs: Needs,
  probes: (lease: Lease, setting: Setting) => readonly Id[],
) => {
  const what = message(`ids.of.${name}`, {});
  return scenario({
    id: `ids/${name}`,
    level: 'MUST',
    clauses: [clause],
    title: `${inEnglish(what)} never succeeds`,
    needs: { probes: true, ...needs },
    mayMeanAll: true,
    *act(lease, setting) {
      for (const id of probes(lease, setting)) yield* send(post(listOf(id)));
    },
    judge: (seen, self) =>
      judgeEach(seen, self, (x) => {
        const success = readLists(x.answer)?.success ?? [];
        if (x.answer.status !== 200 || success.length === 0) return [];
        return [breachOf('ids.succeeds', x, { found: { what }, actual: sayBoth(x) })];
      }),
  });
};

const withoutEffect = invariant({
  id: 'ids/no-effect-on-others',
  level: 'MUST',
  clauses: ['ID-1b'],
  title: 'an id that no device has takes no device offline in its place',
  judge: (seen) => {
    const { devices } = seen.setting.ground;
    const asksOnlyForAbsent = (x: Exchange) => {
      const { ids: asked } = askedOf(x);
      return asked.length > 0 && asked.every(({ readings }) => readings.every((id) => !devices.has(id)));
    };
    const another = (x: Exchange, lost: readonly Id[]) =>
      breach(
        message('ids.another-device-offline', {}),
        message('shared.no-effect', {}),
        message('ids.another-device-offline.actual', { request: sayRequest(x), devices: lost }),
        x,
      );
    return [
      ...culprits(seen, asksOnlyForAbsent, another),
      ...takenUnasked(seen, asksOnlyForAbsent).map(({ x, device }) => another(x, [device])),
    ];
  },
});

export const ids: readonly Check[] = [
  exactly('past-int32', {}, () => PAST_INT32),
  exactly('past-uint32', {}, () => PAST_UINT32),
  exactly('wrap-uint32', { shared: true }, ({ shared }) => [(BigInt(shared) + TWO_52).toString()]),
  exactly('past-double', {}, () => PAST_DOUBLE),
  exactly('top-of-range', {}, () => TOP_OF_RANGE),
  withoutEffect,
  neverSucceeds('zero', 'ID-2a', {}, () => ['0']),
  neverSucceeds('negative', 'ID-2a', { shared: true }, ({ shared }) => [`-${shared}`]),
  neverSucceeds('out-of-range', 'ID-2b', { shared: true }, ({ shared }, setting) => [
    '9223372039002259457', // 2^63 + 2^31 + 1
    beyondRange(BigInt(shared), setting).toString(),
  ]),
];
