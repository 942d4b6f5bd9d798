/** Signatures are held to those of the vendor's own SDK core. */
import { createHash } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signer } from '../../src/exchange/aksk.ts';
import { anyText } from '../any-text.ts';
import '../seeded.ts';

const NOW = new Date('2026-02-03T04:05:06.789Z');

/** What the vendor's signer makes of the same request at the same time. */
function theirs(request: { method: string; url: string; body: string | null; secretKey: string }, projectId: string) {
  const headers = {
    'X-Project-Id': projectId,
    'X-Sdk-Date': NOW.toISOString(),
    'X-Sdk-Content-Sha256': createHash('sha256')
      .update(request.body ?? '')
      .digest('hex'),
  };
  // It says the time anew, from the one that it is given; what is signed is that of the header.
  const signed = AKSKSigner.sign(
    {
      method: request.method,
      endpoint: request.url,
      headers: { ...headers, 'X-Sdk-Date': '20260203T040506Z' },
      queryParams: {},
    } as never,
    { getAk: () => 'AK123', getSk: () => request.secretKey } as never,
  ) as Record<string, string>;
  return signed['Authorization'];
}

// Without an apostrophe, which the vendor's signer encodes twice.
const segment = fc.stringMatching(/^[A-Za-z0-9._~!()*@:$&+,;=-]{1,12}$/);

test('every signature is that of the vendor', () => {
  fc.assert(
    fc.property(
      fc.record({
        method: fc.constantFrom('POST', 'GET', 'DELETE'),
        path: fc.array(segment, { maxLength: 4 }),
        body: fc.option(anyText(), { nil: null }),
        secretKey: fc.string({ minLength: 1 }),
        projectId: fc.stringMatching(/^[a-z0-9]{1,32}$/),
      }),
      ({ method, path, body, secretKey, projectId }) => {
        const url = new URL(`https://roma.example.com:8443/${path.join('/')}`).href;
        const request = { method, url, body, secretKey };
        const ours = signer('AK123', projectId, () => NOW)(request);
        expect(ours['X-Sdk-Date']).toBe('20260203T040506Z');
        expect(ours['Authorization']).toBe(theirs(request, projectId));
      },
    ),
  );
});

test('a path that is percent-encoded already is not encoded again, as the documented algorithm has it', () => {
  const sign = (url: string) => signer('AK', 'p', () => NOW)({ method: 'POST', url, body: null, secretKey: 's' });
  expect(sign('https://h.example/a%2Fb')).not.toEqual(sign('https://h.example/a/b'));
  expect(sign('https://h.example/%61')).toEqual(sign('https://h.example/a'));
  expect(sign('https://h.example/100%')).toEqual(sign('https://h.example/100%25'));
});
