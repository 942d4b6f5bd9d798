import { en } from './en.ts';
import { zh } from './zh.ts';

export type Words = typeof en;
export type Language = keyof typeof WORDS;

/** The site's own words in each of its languages. */
export const WORDS = { en, zh } as const satisfies Record<string, Words>;
export const LANGUAGES = Object.keys(WORDS) as Language[];

/** As browsers and screen readers call a language. */
export const LANG_TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' };
