import type { Credential, Request } from './exchange.ts';
import { SUFFIX } from './near-miss.ts';
import { type Place, pathOf } from './url.ts';

/** What a command line needs to know of a deployment. */
export interface CurlPlace extends Place {
  /** Names of further headers; their values become variables. */
  headers: Record<string, string>;
}

const TOKEN = 'ROMA_AUTH_TOKEN';

/** Longer arguments are refused by some systems; printf, which shells have built in, has no such limit. */
const LONGEST_ARGUMENT = 100_000;
/** From this size on curl asks for permission first, unless told not to; that would be another request. */
const EXPECT_FROM = 1_000_000;

/**
 * One line for a POSIX shell that sends the same request with curl. The token is `$ROMA_AUTH_TOKEN`, and the value of a
 * further header `X-Stage` is `$ROMA_HEADER_X_STAGE`; no secret is in it. A base address that is a variable (`$ROMA_BASE_URL`) stays one.
 */
export const curlOf = (request: Request, place: CurlPlace): string => lineOf([partOf(request, place)]);

/**
 * The lines that send these requests one after the other: one for those that go over one connection, each of which is a
 * request with whether it goes over the connection of the one before.
 */
export function curlsOf(requests: readonly { request: Request; joins: boolean }[], place: CurlPlace): string[] {
  const lines: CurlPart[][] = [];
  for (const { request, joins } of requests) {
    const part = partOf(request, place);
    const last = lines.at(-1);
    // There is one standard input for all of them.
    const fits = joins && last && (part.input === null || last.every(({ input }) => input === null));
    if (fits) last.push(part);
    else lines.push([part]);
  }
  return lines.map(lineOf);
}

/** What curl is told of one request, and what printf hands to it where an argument cannot. */
interface CurlPart {
  words: string[];
  input: Buffer | null;
}

function lineOf(parts: readonly CurlPart[]): string {
  const line = ['curl', parts.map(({ words }) => words.join(' ')).join(' --next ')].join(' ');
  const input = parts.flatMap((part) => part.input ?? [])[0];
  return input ? `printf ${format(input)} | ${line}` : line;
}

function partOf(request: Request, place: CurlPlace): CurlPart {
  const { method, body, contentType } = request;
  const words = ['-sS', '-i'];
  if (method === 'HEAD') words.push('--head');
  else words.push('-X', word(method));
  if (/[[\]{}]/.test(place.baseUrl)) words.push('--globoff');
  const path = pathOf(request, place);
  words.push(VARIABLE.test(place.baseUrl) ? word('', expands(place.baseUrl), path) : word(place.baseUrl + path));
  const header = (...parts: [string, ...Part[]]) => words.push('-H', word(...parts));
  header('Accept: application/json');
  if (contentType !== null) header(`Content-Type: ${contentType}`);
  // Otherwise curl calls the body a form.
  else if (body !== null) header('Content-Type:');
  const token = tokenOf(request.credential);
  if (token !== null) header(`${request.tokenHeader}: `, expands(token));
  for (const name of Object.keys(place.headers)) header(`${name}: `, expands(`$${variable(name)}`));
  if (body === null) return { words, input: null };
  const bytes = Buffer.from(body);
  if (bytes.length >= EXPECT_FROM) header('Expect:');
  const isArgument = /^[\x20-\x7e]*$/.test(body) && body.length <= LONGEST_ARGUMENT;
  if (isArgument) return { words: [...words, '--data-raw', word(body)], input: null };
  return { words: [...words, '--data-binary', '@-'], input: bytes };
}

/** The token or a near miss of it, as a shell expands it inside double quotes; null: no header. */
function tokenOf(credential: Credential): string | null {
  switch (credential) {
    case 'none':
      return null;
    case 'valid':
      return `$${TOKEN}`;
    case 'cut':
      return `\${${TOKEN}%${'?'.repeat(SUFFIX.length)}}`;
    case 'altered':
      return `$(printf %s "$${TOKEN}" | awk '${ALTER}')`;
    case 'suffixed':
      return `\${${TOKEN}}${SUFFIX}`;
    case 'recased':
      return `$(printf %s "$${TOKEN}" | tr a-zA-Z A-Za-z)`;
  }
}

/** Puts other characters in the place of the two in the middle. */
const ALTER =
  '{m=int(length($0)/2);s=substr($0,m,2);print substr($0,1,m-1) (s~/^A/?"B":"A") (s~/A$/?"B":"A") substr($0,m+2)}';

/** With a prefix, so that no header of a foreign record stands for what is set for something else, such as `$HOME`. */
const variable = (name: string) => `ROMA_HEADER_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;

const VARIABLE = /^\$[A-Z_]+$/;

/** What the shell is to expand, as it stands inside double quotes. Everything else is text. */
interface Expansion {
  shell: string;
}
type Part = string | Expansion;
const expands = (shell: string): Expansion => ({ shell });

/**
 * One word of the command, which the shell takes apart into nothing else whatever its texts are. Every word goes through
 * here. Double quotes are for what is to be expanded and the plain text beside it, because that reads best.
 */
function word(...parts: [string, ...Part[]]): string {
  if (parts.length === 1 && /^[A-Z]+$/.test(parts[0])) return parts[0];
  const isPlain = parts.every((part) => typeof part !== 'string' || /^[\w .:/%=+,;@~()*-]*$/.test(part));
  if (parts.length > 1 && isPlain)
    return `"${parts.map((part) => (typeof part === 'string' ? part : part.shell)).join('')}"`;
  return parts
    .filter((part) => part !== '' || parts.length === 1)
    .map((part) => (typeof part === 'string' ? `'${part.replaceAll("'", "'\\''")}'` : `"${part.shell}"`))
    .join('');
}

/** Bytes as a format of printf, whose octal escapes every shell knows. */
function format(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === '%') text += '%%';
    else if (byte < 0x20 || byte > 0x7e || char === '\\') text += `\\${byte.toString(8).padStart(3, '0')}`;
    else text += char;
  }
  // A format that begins with a dash would be taken for an option.
  return word(text.replace(/^-/, '\\055'));
}
