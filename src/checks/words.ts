import { isObject } from '../base/json.ts';
import type { Message } from '../base/message.ts';
import type { Violation } from '../edition/edition.ts';
import { answerJson, errorMember, isPage, readLists } from '../exchange/answer.ts';
import type { Answer, Exchange } from '../exchange/exchange.ts';
import { message } from '../messages/messages.ts';
import { beforeNumber } from '../messages/shorten.ts';
import type { Entry } from '../operation/lists.ts';

/** At most so many characters; never half a number, which would read as another one. */
export const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${beforeNumber(text, length)}...`;

/** Characters of a body that are shown. */
const SHOWN = 80;

/** A request in a few words: `[20001.7,20002]`, `GET with no body`, `the body {"device_ids":...`. */
export function sayRequest({ request }: Pick<Exchange, 'request'>): Message {
  const before = requests.get(request);
  if (before) return before;
  const what = sayBody(request.body);
  const said = request.method === 'POST' ? what : message('request.method', { method: request.method, what });
  requests.set(request, said);
  return said;
}

/** Bodies are long, and each of many findings says the same. */
const requests = new WeakMap<Exchange['request'], Message>();

function sayBody(body: string | null): Message {
  if (body === null) return message('request.no-body', {});
  if (body === '') return message('request.empty-body', {});
  const ids = body.match(/^\{"device_ids":(\[.*\])\}$/s)?.[1];
  return ids === undefined
    ? message('request.body', { body: cut(inOneLine(body), SHOWN - 'the body '.length) })
    : message('request.ids', { ids: cut(inOneLine(ids), SHOWN) });
}

/** What is found is told in one line. */
const inOneLine = (body: string) => body.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');

/** An answer in a few words, nothing in it that changes from run to run. */
export function sayAnswer(answer: Answer): Message {
  const { status } = answer;
  if (status !== 200) {
    const code = errorMember(answer, 'error_code');
    return code === null
      ? message('shared.status', { status })
      : message('answer.code', { status, code: cut(code, 60) });
  }
  const lists = readLists(answer);
  if (!lists) return sayOther(answer);
  if (lists.success === null && lists.failed === null) return sayMembers(answer);
  return message('answer.lists', { success: sayList(lists.success), failed: sayList(lists.failed) });
}

/** A 200 answer that is no JSON object: what it is instead, by its type and first words. */
function sayOther(answer: Answer): Message {
  if (answerJson(answer).ok) return message('answer.no-object', {});
  if (answer.body.trim() === '') return message('answer.empty', {});
  const type = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const words = firstWords(answer.body);
  return words === ''
    ? message('answer.no-json', {})
    : message('answer.other', { type: type ? cut(type, 40) : message('answer.no-type', {}), words });
}

/** A JSON object that is neither a success nor an error as published. */
function sayMembers(answer: Answer): Message {
  const code = errorMember(answer, 'error_code');
  if (code !== null) return message('answer.code', { status: 200, code: cut(code, 60) });
  const json = answerJson(answer);
  const names = json.ok && isObject(json.plain) ? Object.keys(json.plain) : [];
  return names.length === 0
    ? message('answer.no-members', {})
    : message('answer.members', { names: names.slice(0, MEMBERS_SHOWN).map((name) => cut(name, 30)) });
}

const MEMBERS_SHOWN = 5;
/** Characters of a page that are shown. */
const WORDS_SHOWN = 60;

/** The title of a page, or its first words; what has digits changes from run to run and is left out. */
function firstWords(body: string): string {
  const head = body.slice(0, 4000);
  const title = /<title[^>]*>([^<]*)/i.exec(head)?.[1]?.trim();
  const text =
    title || head.replace(/<(script|style|title)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ');
  return cut(
    text
      .trim()
      .split(/\s+/)
      .map((word) => (/\d/.test(word) ? '…' : word))
      .join(' '),
    WORDS_SHOWN,
  );
}

/**
 * What is found where a request that was to be refused has a 2xx status: it was accepted, unless the answer has none of the
 * lists of one that was. Then the status alone is known to be wrong, and that is one fault, whatever was sent.
 */
export const sayNotRefused = (accepted: Message, what: Message, answer: Answer): Message => {
  const lists = readLists(answer);
  return lists?.success || lists?.failed
    ? accepted
    : message('shared.no-error-status', { what, status: answer.status });
};

function sayList(entries: readonly Entry[] | null): Message {
  if (!entries) return message('answer.unreadable', {});
  const ids = entries.slice(0, 5).map((entry) => cut(entry.idText, 30));
  return entries.length > 5
    ? message('answer.long-list', { ids, count: entries.length })
    : message('answer.list', { ids });
}

/** A request and its answer. */
export const sayBoth = (x: Pick<Exchange, 'request'> & { answer: Answer }): Message =>
  message('shared.request-answer', { request: sayRequest(x), answer: sayAnswer(x.answer) });

/** What a schema has against a value, in the words of people and not of a validator. */
export function sayViolation({ message: text, key }: Violation): Message {
  const [, type] = text.match(/^must be ([a-z,]+)$/) ?? [];
  if (type !== undefined) return sayOtherType(type.split(','));
  if (key !== undefined && text === `must have required property '${key}'`)
    return message('schema.required', { member: key });
  const [, comparison = '', bound = ''] = text.match(/^must be ([<>]=) (\S+)$/) ?? [];
  if (bound !== '') return message(comparison === '<=' ? 'schema.above' : 'schema.below', { limit: bound });
  if (text === 'must NOT have fewer than 1 characters') return message('schema.empty', {});
  const [, which, limit, unit] = text.match(/^must NOT have (more|fewer) than (\d+) (characters|items)$/) ?? [];
  const kind = limit === undefined ? undefined : LENGTHS[`${which} ${unit}`];
  return kind && limit !== undefined ? message(kind, { limit }) : message('text', { text });
}

/** `must be object,null` names several types. */
function sayOtherType(types: readonly string[]): Message {
  const [type = ''] = types.slice(-1);
  const others = types.slice(0, -1);
  return others.length === 0 ? message('schema.type', { type }) : message('schema.types', { types: others, type });
}

const LENGTHS: Readonly<Record<string, 'schema.most-characters' | 'schema.fewest-characters' | 'schema.most-items'>> = {
  'more characters': 'schema.most-characters',
  'fewer characters': 'schema.fewest-characters',
  'more items': 'schema.most-items',
};

/** Why an answer says that the deployment file may name another place. */
export const sayNowhere = (answer: Answer): Message =>
  isPage(answer)
    ? message('hindered.page', { answer: sayAnswer(answer) })
    : message('hindered.nowhere', { answer: sayAnswer(answer) });
