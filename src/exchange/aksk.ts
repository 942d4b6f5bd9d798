import { createHash } from 'node:crypto';

/** Signs a request with an access key; resolves to the headers that carry the signature. */
export type Sign = (request: {
  method: string;
  url: string;
  body: string | null;
  secretKey: string;
}) => Record<string, string>;

/**
 * A signer made of the vendor's own, which is loaded only now. The body's hash is handed over ready, because the vendor's
 * signer would hash a re-serialisation of the body and not the text that is sent.
 */
export async function openSigner(accessKey: string, projectId: string): Promise<Sign> {
  const { AKSKSigner } = await import('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js');
  return ({ method, url, body, secretKey }) => {
    const headers = {
      'X-Project-Id': projectId,
      'X-Sdk-Content-Sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    };
    const request = { method, endpoint: url, headers, queryParams: {} } as unknown as Parameters<
      typeof AKSKSigner.sign
    >[0];
    const credential = { getAk: () => accessKey, getSk: () => secretKey } as unknown as Parameters<
      typeof AKSKSigner.sign
    >[1];
    const { host: _host, ...signed } = AKSKSigner.sign(request, credential) as Record<string, string>;
    return signed;
  };
}
