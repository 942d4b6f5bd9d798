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
 * further header `X-Stage` is `$X_STAGE`; no secret is in it. A base address that is a variable (`$ROMA_BASE_URL`) stays one.
 */
export function curlOf(request: Request, place: CurlPlace): string {
  const { method, body, contentType } = request;
  const words = ['curl', '-sS', '-i'];
  if (method === 'HEAD') words.push('--head');
  else words.push('-X', method);
  if (/[[\]{}]/.test(place.baseUrl)) words.push('--globoff');
  words.push(quoteUrl(place.baseUrl, pathOf(request, place)));
  const header = (text: string) => words.push('-H', text);
  header(single('Accept: application/json'));
  if (contentType !== null) header(single(`Content-Type: ${contentType}`));
  // Otherwise curl calls the body a form.
  else if (body !== null) header(single('Content-Type:'));
  const token = tokenOf(request.credential);
  if (token !== null) header(`"${request.tokenHeader}: ${token}"`);
  for (const name of Object.keys(place.headers)) header(`"${name.replace(/[$`"\\]/g, '\\$&')}: $${variable(name)}"`);
  if (body === null) return words.join(' ');
  const bytes = Buffer.from(body);
  if (bytes.length >= EXPECT_FROM) header(single('Expect:'));
  if (/^[\x20-\x7e]*$/.test(body) && body.length <= LONGEST_ARGUMENT)
    return [...words, '--data-raw', single(body)].join(' ');
  return `printf ${format(bytes)} | ${[...words, '--data-binary', '@-'].join(' ')}`;
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

const variable = (name: string) =>
  name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')
    .replace(/^(?=\d)/, '_');

function quoteUrl(baseUrl: string, path: string): string {
  return /^\$[A-Z_]+$/.test(baseUrl) ? `"${baseUrl}${path}"` : single(baseUrl + path);
}

const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

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
  return single(text.replace(/^-/, '\\055'));
}
