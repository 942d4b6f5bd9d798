import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import type { NamedOverride } from './behaviour.ts';
import { groups as faultGroups } from './faults/index.ts';
import { groups as variantGroups } from './variants/index.ts';

/** Deployments that break one requirement each. */
export const faults: readonly NamedOverride[] = faultGroups.flat();

/** Deployments that differ in what the documents leave open. */
export const variants: readonly NamedOverride[] = variantGroups.flat();

/** No override is called so; `near` may be meant. */
export class UnknownOverride extends ConfigError {
  constructor(
    readonly kind: string,
    readonly wanted: string,
    readonly near: string | undefined,
  ) {
    super(
      `there is no ${kind} ${wanted}; ${near === undefined ? `--list-${kind}s names them` : `did you mean ${near}?`}`,
    );
  }
}

/** The override of that name. Throws an Error that names the nearest one. */
export function overrideOf(known: readonly NamedOverride[], kind: string, name: string): NamedOverride {
  const found = known.find((override) => override.name === name);
  if (found) return found;
  const meant = nearest(
    name,
    known.map((override) => override.name),
  );
  throw new UnknownOverride(kind, name, meant);
}
