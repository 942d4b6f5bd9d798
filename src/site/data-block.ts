import { type Html, trusted } from '../report/escape-html.ts';
import { withoutUnseen } from '../report/visible.ts';

const escaped = (character: string) =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON that can stand in a page or a script: no markup in it, nothing that cannot be seen, and the same value. */
export const inertJson = (value: unknown): string =>
  withoutUnseen(JSON.stringify(value), escaped).replace(/[<>&]/g, escaped);

/** Data for the scripts of a page; browsers run none of it. */
export const dataBlock = (value: unknown): Html =>
  trusted(`<script type="application/json" id="data">${inertJson(value)}</script>\n`);
