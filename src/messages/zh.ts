import type { en } from './en.ts';
import { common } from './zh/common.ts';
import { rounding } from './zh/rounding.ts';

/** Every sentence in Simplified Chinese, in the words of the vendor's own pages. */
export const zh: Record<keyof typeof en, string> = { ...common, ...rounding };
