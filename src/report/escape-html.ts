import { visible } from './visible.ts';

/** Markup that is safe to put into a page. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined | false;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A piece of a page. Strings become text, wherever they stand: between tags or in a quoted attribute. Only what `html`
 * itself made is taken as markup. null, undefined and false become nothing.
 */
export function html(literals: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return { markup: literals.reduce((page, literal, i) => page + markupOf(values[i - 1]) + literal, '') };
}

/**
 * Text for between tags, never for an attribute: quotes stay as they are (most of JSON is quotes), and what cannot be
 * seen is shown as an escape that differs from the same characters in the text.
 */
export function evidence(text: string): Html {
  const escaped = text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
  return { markup: visible(escaped, (written) => `<b class="unseen">${written}</b>`) };
}

/** Markup that was written in the source, such as a style sheet. Never for text from elsewhere. */
export const trusted = (markup: string): Html => ({ markup });

/** Most of what a large page says: nothing in it means anything in markup, and all of it can be seen. */
const PLAIN = /^[\w .,:;()[\]{}/@+=#%!?*-]*$/;

function markupOf(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return PLAIN.test(value) ? value : visible(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  if ('markup' in value) return value.markup;
  return value.map(markupOf).join('');
}
