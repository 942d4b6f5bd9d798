import { LosslessNumber } from 'lossless-json';
import { pauseOwn } from '../base/own-time.ts';
import type { Call, Fault, NamedOverride, Outcome, Override } from './behaviour.ts';
import { failedStep, okStep } from './operation.ts';

const naming =
  (group: string, level?: 'MUST' | 'SHOULD') =>
  (
    name: string,
    description: string,
    override: Override,
    more: Pick<NamedOverride, 'edition' | 'withoutMqtt'> = {},
  ): NamedOverride => ({ name, group, ...(level && { level }), description, ...more, override });

type Naming = ReturnType<typeof naming>;

/** Names overrides that are all made in one way. */
export const madeBy =
  <A extends readonly unknown[]>(named: Naming, make: (...change: A) => Override) =>
  (name: string, description: string, ...change: A): NamedOverride =>
    named(name, description, make(...change));

/** Names the faults of a group, by the level of what they break. */
export const faultsOf = (group: string) => ({ must: naming(group, 'MUST'), should: naming(group, 'SHOULD') });

/** Names the variants of a group. */
export const variantsOf = (group: string) => naming(group);

export const INTERNAL: Fault = { status: 500, code: 'ROMA.00110000', message: 'Internal error.' };

/** Changes the elements of device_ids before they are read, or refuses them. */
export const onElements =
  (change: (elements: unknown[], call: Call) => unknown[] | Fault): Override =>
  (base) => ({
    readList: (body, call) => {
      const list = base.readList(body, call);
      if ('fault' in list) return list;
      const changed = change(list.ok, call);
      return Array.isArray(changed) ? okStep(changed) : failedStep(changed);
    },
  });

/** Makes another id of each id that was read, or refuses it. */
export const onId =
  (change: (id: bigint) => bigint | Fault): Override =>
  (base) => ({
    readId: (element, index, call) => {
      const id = base.readId(element, index, call);
      if ('fault' in id) return id;
      const changed = change(id.ok);
      return typeof changed === 'bigint' ? okStep(changed) : failedStep(changed);
    },
  });

/** Changes the lists of a success; the effect stays as it was. */
export const onLists =
  (change: (outcome: Outcome, call: Call) => Outcome): Override =>
  (base) => ({ success: (outcome, call) => base.success(change(outcome, call), call) });

/** The number as it was sent; empty for what is no number. */
export const textOf = (element: unknown): string => (element instanceof LosslessNumber ? element.value : '');

export const hasFraction = (text: string): boolean => /\.\d*[1-9]/.test(text);

export const isFraction = (element: unknown): boolean => hasFraction(textOf(element));

/** The ids in the text of a request, as far as they are digits. */
export const idsIn = (call: Call): bigint[] => (call.body.toString().match(/\d{5,}/g) ?? []).map(BigInt);

/** Takes the effect after so many ms. */
export const lateBy =
  (ms: number): Override =>
  (base) => ({
    effect: (outcome, call) => {
      void pauseOwn(ms, { ref: false }).then(() => base.effect(outcome, call));
    },
  });
