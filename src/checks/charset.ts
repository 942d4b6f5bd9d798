import type { Answer } from '../exchange/exchange.ts';

/**
 * The charset that an answer declares, where its body reads differently in it than in UTF-8; else null. RFC 8259 gives JSON no
 * such parameter, and many a client goes by it all the same.
 */
export function misleadingCharset({ headers, body }: Answer): string | null {
  const [, charset = ''] = /charset\s*=\s*"?([^;\s"]+)/i.exec(headers['content-type'] ?? '') ?? [];
  if (charset === '' || /^utf-?8$/i.test(charset)) return null;
  return readIn(charset, body) === body ? null : charset;
}

/** The bytes of the text as that charset reads them; null where nobody knows the charset, and they are not plain ASCII. */
function readIn(charset: string, text: string): string | null {
  try {
    return new TextDecoder(charset, { ignoreBOM: true }).decode(Buffer.from(text));
  } catch {
    return [...text].every((char) => char < '\u0080') ? text : null;
  }
}
