import type { NamedOverride } from '../behaviour.ts';

export const groups: readonly (readonly NamedOverride[])[] = [];
