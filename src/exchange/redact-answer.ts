import { readJson } from '../base/json.ts';
import { readLiteral } from '../base/literal.ts';
import type { Redactor } from './redact.ts';

/**
 * Words of the API in the places that are theirs. A secret that is such a word is not given away there, since it would
 * stand there anyway; replacing it would tell what it is, and take away what is judged.
 */
const NAMES: ReadonlySet<string> = new Set([
  'success',
  'failed',
  'id',
  'device_id',
  'device_name',
  'error_code',
  'error_msg',
  'request_id',
  'online_status',
]);
const IDS: ReadonlySet<string> = new Set(['id', 'device_id', 'online_status']);
const CODE = /^(SCB|ROMA|RML|APIG|APIGW|APIC|IAM)\.[0-9]{3,8}$/;
const HEADERS: ReadonlySet<string> = new Set([
  'allow',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'location',
  'retry-after',
  'server',
  'transfer-encoding',
  'www-authenticate',
  'x-request-id',
]);
const MEDIA_TYPE = /^(application\/(problem\+)?json|text\/(plain|html))\s*(;\s*charset="?[\w-]{1,20}"?\s*)?$/i;
/** A number stays a number: this one is whole, and no id. */
const NUMBER_MARK = '-0';
/** Numbers of fewer digits are no secrets. */
const DIGITS = 4;

/** A body without secrets. JSON stays JSON, with members of the same kinds under the names that are documented. */
export function redactBody(body: string, redact: Redactor): string {
  // Most have nothing to hide, and one look at the whole costs far less than one at each string.
  if (body === '' || !redact.mayHold(body)) return body;
  const first = body.trimStart().charAt(0);
  const isJson = first !== '' && '[{"-0123456789'.includes(first) && readJson(body).ok;
  return isJson ? redactJson(body, redact) : redact.text(body);
}

/** Goes from token to token by hand: a regular expression runs out of stack on a string of megabytes. */
function redactJson(body: string, redact: Redactor): string {
  const starts = /["\d-]/g;
  const parts: string[] = [];
  let name = '';
  let done = 0;
  for (let start = starts.exec(body); start; start = starts.exec(body)) {
    const from = start.index;
    const isString = start[0] === '"';
    const to = isString ? endOfString(body, from) : endOfNumber(body, from);
    starts.lastIndex = to;
    const token = body.slice(from, to);
    let shown = token;
    if (isString) {
      const text = JSON.parse(token) as string;
      const isMember = isName(body, to);
      if (isMember) name = text;
      if (!(isMember ? NAMES.has(text) : isOfTheApi(text, name))) {
        const told = redact.value(text);
        if (told !== text) shown = JSON.stringify(told);
      }
    } else shown = redactNumber(token, name, redact);
    if (shown === token) continue;
    parts.push(body.slice(done, from), shown);
    done = to;
  }
  return parts.length === 0 ? body : parts.join('') + body.slice(done);
}

function endOfString(body: string, from: number): number {
  let at = from + 1;
  while (at < body.length && body.charAt(at) !== '"') at += body.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

function endOfNumber(body: string, from: number): number {
  const other = /[^\d.eE+-]/g;
  other.lastIndex = from;
  return other.exec(body)?.index ?? body.length;
}

function isName(body: string, end: number): boolean {
  let at = end;
  while (' \t\n\r'.includes(body.charAt(at)) && at < body.length) at++;
  return body.charAt(at) === ':';
}

function isOfTheApi(text: string, name: string): boolean {
  if (IDS.has(name)) return readLiteral(text.trim()) !== null;
  return name === 'error_code' && CODE.test(text);
}

function redactNumber(token: string, name: string, redact: Redactor): string {
  if (IDS.has(name) || token.length < DIGITS) return token;
  return redact.value(token) === token ? token : NUMBER_MARK;
}

/** Headers of an answer without secrets, in their names too. */
export function redactHeaders(headers: Readonly<Record<string, string>>, redact: Redactor): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const shownName = HEADERS.has(name) ? name : redact.value(name);
    const before = shown[shownName];
    const own = redactHeader(name, value, redact);
    shown[shownName] = before === undefined ? own : `${before}, ${own}`;
  }
  return shown;
}

/** The value of one header. */
export function redactHeader(name: string, value: string, redact: Redactor): string {
  if (name === 'content-type' && MEDIA_TYPE.test(value)) return value;
  if ((name === 'content-length' || name === 'retry-after') && /^\d{1,6}$/.test(value)) return value;
  return redact.value(value);
}
