import { say } from '../../messages/speech.ts';
import { sayEffect } from '../effect-words.ts';
import { evidence, type Html, html } from '../escape-html.ts';
import type { Report, ReportAnswer, ReportCheck, ReportExchange } from '../report.gen.ts';
import { cut, duration, plural } from '../words.ts';
import { checkAnchor, exchangeAnchor } from './anchor.ts';
import { findable } from './filter.ts';
import { sayHtml } from './say-html.ts';

/** Of each body so many characters are shown, while all shown bodies together stay within the budget; then fewer. */
export const BODY_SHOWN = 4096;
const BODY_BUDGET = 768 * 1024;
const BODY_SHOWN_BEYOND_BUDGET = 512;

/** Where each exchange is shown, so that it is shown once. */
export interface Evidence {
  get(id: string): ReportExchange | undefined;
  /** The check under which it is shown; undefined: in the list of all exchanges. */
  homeOf(id: string): string | undefined;
  bodyLimit: number;
}

/** The first exchange that a failure rests on is shown with the failure; all others in the list of exchanges. */
export function evidenceOf({ checks, exchanges }: Report): Evidence {
  const byId = new Map(exchanges.map((x) => [x.id, x]));
  const homes = new Map<string, string>();
  for (const { id, outcome, exchanges: cited } of checks) {
    const [first] = cited;
    if ((outcome === 'failed' || outcome === 'error') && first !== undefined && byId.has(first) && !homes.has(first))
      homes.set(first, id);
  }
  const shown = (text: string | null | undefined) => Math.min(text?.length ?? 0, BODY_SHOWN);
  const total = exchanges.reduce((sum, x) => sum + shown(x.request.body) + shown(x.answer?.body), 0);
  return {
    get: (id) => byId.get(id),
    homeOf: (id) => homes.get(id),
    bodyLimit: total > BODY_BUDGET ? BODY_SHOWN_BEYOND_BUDGET : BODY_SHOWN,
  };
}

/** Every exchange, folded. */
export function exchangeList(
  exchanges: readonly ReportExchange[],
  shown: Evidence,
  checks: ReadonlyMap<string, ReportCheck>,
): Html {
  return html`${exchanges.map((x) => {
    const home = shown.homeOf(x.id);
    return home === undefined
      ? exchangeItem(x, shown, checks.get(x.check))
      : html`<p class="moved">${sayHtml('page.shown-under', { id: html`<span class="id">${x.id}</span>`, check: html`<a href="#${exchangeAnchor(x.id)}">${home}</a>` })}</p>
`;
  })}`;
}

/** Links to exchanges; what the report does not hold is named without a link. */
export function exchangeLinks(ids: readonly string[], shown: Evidence): Html {
  const links = ids.map((id) =>
    shown.get(id)
      ? html`<li><a class="id" href="#${exchangeAnchor(id)}">${id}</a></li>`
      : html`<li class="id">${say('page.not-here', { id })}</li>`,
  );
  const list = html`<ul class="links">${links}</ul>`;
  return ids.length <= 12
    ? list
    : html`<details class="fold"><summary>${plural(ids.length, 'exchange')}</summary>${list}</details>`;
}

/** One exchange: a line that unfolds to the request and what came of it. */
export function exchangeItem(x: ReportExchange, { bodyLimit }: Evidence, check?: ReportCheck): Html {
  return html`<details class="x" id="${exchangeAnchor(x.id)}"${check && findable(check)}><summary><span class="id">${x.id}</span>
<span class="meta">${x.request.method}</span> ${statusOf(x)} <span class="meta">${duration(x.durationMs)}</span></summary>
<div class="in">
<p class="label">${say('page.sent', { when: duration(x.sentAtMs) })}</p>
<pre>${evidence(`${x.request.method} ${x.request.url}\n${headerLines(x.request.headers)}`)}${bodyOf(x.request.body, bodyLimit)}</pre>
${x.request.body === null && html`<p class="note">${say('page.no-body', {})}</p>`}
${cutNote(x.request.body, bodyLimit)}
${x.answer && answerOf(x.answer, bodyLimit)}
${x.failure && html`<p class="label">${say('page.no-answer', {})}</p><pre>${evidence(`${x.failure.code}: ${x.failure.message}`)}</pre>`}
${x.throttled > 0 && html`<p class="note">${say('page.throttled', { times: plural(x.throttled, 'time') })}</p>`}
${x.repeatOf !== null && html`<p class="note">${sayHtml('page.repeats', { exchange: html`<a class="id" href="#${exchangeAnchor(x.repeatOf)}">${x.repeatOf}</a>` })}</p>`}${x.retryOf !== undefined && html`<p class="note">${sayHtml('page.retry', { exchange: html`<a class="id" href="#${exchangeAnchor(x.retryOf)}">${x.retryOf}</a>` })}</p>`}${x.effects !== undefined && html`<p class="note">${x.effects.map(sayEffect).join(say('list.sentences', {}))}</p>`}
<p class="note">${sayHtml('page.sent-by', { check: html`<a class="id" href="#${checkAnchor(x.check)}">${x.check}</a>` })}</p>
</div></details>
`;
}

function answerOf(answer: ReportAnswer, bodyLimit: number): Html {
  return html`<p class="label">${say('page.answer', { bytes: plural(answer.bytes, 'byte') })}</p>
<pre>${evidence(`HTTP ${answer.status}\n${headerLines(answer.headers)}`)}${bodyOf(answer.body, bodyLimit)}</pre>
${answer.body === '' && html`<p class="note">${say('page.empty-body', {})}</p>`}
${cutNote(answer.body, bodyLimit)}
${answer.truncated && html`<p class="note">${say('page.truncated', {})}</p>`}
${answer.sha256 !== null && html`<p class="note">${sayHtml('page.sha256', { sha256: html`<span class="id">${answer.sha256}</span>` })}</p>`}`;
}

function statusOf({ answer, failure }: ReportExchange): Html {
  if (!answer) return html`<span class="status s-warn">${failure?.code ?? say('page.no-answer-yet', {})}</span>`;
  const tone = answer.status < 300 ? 's-good' : answer.status < 500 ? 's-warn' : 's-bad';
  return html`<span class="status ${tone}">${answer.status}</span>`;
}

const headerLines = (headers: Readonly<Record<string, string | undefined>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');

const bodyOf = (body: string | null, limit: number) =>
  body !== null && body !== '' && evidence(`\n${cut(body, limit).shown}`);

function cutNote(body: string | null, limit: number): Html | false {
  const { left } = cut(body ?? '', limit);
  return left > 0 && html`<p class="note">${say('page.whole', { what: plural(left, 'more character') })}</p>`;
}
