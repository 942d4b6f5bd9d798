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
  if (body === '') return body;
  // Most have nothing to hide; what is told apart below is told apart only then.
  const json = /^\s*\ufeff?\s*[[{"\d-]/.test(body) ? readJson(body) : null;
  if (!json?.ok) return redact.text(body);
  return redactJson(body, redact);
}

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"|-?\d[\d.eE+-]*/g;

function redactJson(body: string, redact: Redactor): string {
  let name = '';
  return body.replace(TOKEN, (token, at: number) => {
    if (!token.startsWith('"')) return redactNumber(token, name, redact);
    const text = token.length > 2 ? (JSON.parse(token) as string) : '';
    if (isName(body, at + token.length)) {
      name = text;
      if (NAMES.has(text)) return token;
    } else if (isOfTheApi(text, name)) return token;
    const shown = redact.value(text);
    return shown === text ? token : JSON.stringify(shown);
  });
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
