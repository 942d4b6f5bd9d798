import { say } from '../../messages/speech.ts';
import { type Html, html } from '../escape-html.ts';
import type { Report } from '../report.gen.ts';

/** A variable of the commands, and where its value is. */
interface Variable {
  name: string;
  /** As a shell reads it; null: it is not in the report, because it is or may be secret. */
  value: string | null;
  from: string;
}

/** Other names stand in texts of requests, and mean nothing there. */
const VARIABLE = /\$\{?(ROMA_[A-Z0-9_]+)/g;

/** Whether a command needs what the section says. */
export const takesVariables = (command: string): boolean => command.search(VARIABLE) >= 0;

/** What has to stand in the shell before the commands of this page are repeated; nothing where there are none. */
export function repeatSection({ checks, deployment }: Report): Html | false {
  const commands = checks.flatMap(({ reproduce }) => reproduce ?? []);
  const used = new Set(commands.flatMap((command) => [...command.matchAll(VARIABLE)].map(([, name = '']) => name)));
  if (used.size === 0) return false;
  const lines = [...used].sort().map((name) => exported(variableOf(name, deployment)));
  return html`<section id="repeat" aria-labelledby="repeat-h"><h2 id="repeat-h">${say('page.repeat', {})}</h2>
<p class="lead">${say('page.repeat.lead', {})}</p>
<p class="label" data-copy>${say('page.once', {})}</p><pre tabindex="0">${lines.join('\n')}</pre></section>
`;
}

function variableOf(name: string, { baseUrl }: Report['deployment']): Variable {
  if (name === 'ROMA_BASE_URL') return { name, value: baseUrl, from: say('page.base-url', {}) };
  if (name === 'ROMA_AUTH_TOKEN') return { name, value: null, from: say('page.token', {}) };
  return { name, value: null, from: say('page.header', {}) };
}

const exported = ({ name, value, from }: Variable): string =>
  `export ${name}=${value === null ? "'...'" : `'${value.replaceAll("'", "'\\''")}'`}  # ${from}`;
