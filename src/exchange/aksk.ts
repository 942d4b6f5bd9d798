import { createHash, createHmac } from 'node:crypto';

/** Signs a request with an access key; gives the headers that carry the signature. */
export type Sign = (request: {
  method: string;
  url: string;
  body: string | null;
  secretKey: string;
}) => Record<string, string>;

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * A signer as the vendor documents it. The hash of the body travels in a header of its own, so that what is signed is the
 * text that is sent. `now` is the time of the signature, in UTC; a deployment takes 15 minutes of difference.
 */
export function signer(accessKey: string, projectId: string, now: () => Date = () => new Date()): Sign {
  return ({ method, url, body, secretKey }) => {
    const { host, pathname } = new URL(url);
    const date = now()
      .toISOString()
      .replaceAll(/[-:]|\.\d+/g, '');
    const bodyHash = sha256(body ?? '');
    const headers = { 'X-Project-Id': projectId, 'X-Sdk-Content-Sha256': bodyHash, 'X-Sdk-Date': date };
    const signed = Object.entries({ host, ...headers })
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value}`);
    const request = [method, canonicalPath(pathname), '', ...lines, '', names, bodyHash].join('\n');
    const signature = createHmac('sha256', secretKey)
      .update([ALGORITHM, date, sha256(request)].join('\n'))
      .digest('hex');
    return {
      ...headers,
      Authorization: `${ALGORITHM} Access=${accessKey}, SignedHeaders=${names}, Signature=${signature}`,
    };
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Each segment percent-encoded once, but for what is unreserved; a slash at the end. */
function canonicalPath(pathname: string): string {
  const path = pathname.split('/').map(encoded).join('/');
  return path.endsWith('/') ? path : `${path}/`;
}

const encoded = (segment: string) =>
  encodeURIComponent(decoded(segment)).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A percent sign that begins no escape stands for itself.
    return segment;
  }
}
