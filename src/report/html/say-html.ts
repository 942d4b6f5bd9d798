import type { Kind } from '../../messages/messages.ts';
import { tongue } from '../../messages/speech.ts';
import { type Html, type HtmlValue, html } from '../escape-html.ts';

/** A sentence of the catalogue in the language that is spoken, with pieces of the page in the place of its placeholders. */
export function sayHtml(kind: Kind, values: Readonly<Record<string, HtmlValue>>): Html {
  const pieces = (tongue().sentences[kind] ?? kind).split(/\{(\w+)\}/);
  return html`${pieces.map((piece, i) => (i % 2 === 0 ? piece : values[piece]))}`;
}

/** A sentence of ours that names commands between backticks, as Markdown and terminals show it. */
export function withCommands(sentence: string): Html {
  const pieces = sentence.split('`');
  if (pieces.length % 2 === 0) return html`${sentence}`;
  return html`${pieces.map((piece, i) => (i % 2 === 0 ? piece : html`<code>${piece}</code>`))}`;
}
