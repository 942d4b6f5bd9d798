import type { Auth } from '../deployment/deployment.ts';
import { openSigner, type Sign } from './aksk.ts';
import type { Failure, Request } from './exchange.ts';
import { tokenOf, tokenRequest } from './iam.ts';
import { describeCredential, nearMiss } from './near-miss.ts';
import type { Outcome } from './transport.ts';

/** The headers of one request that carry its credential: as they are sent, and as they are recorded. */
export interface CredentialHeaders {
  sent: Record<string, string>;
  recorded: Record<string, string>;
}

/** Makes the headers for a request to this address; or says why there is no credential. */
export type Credentials = (request: Request, url: string) => Promise<CredentialHeaders | { failure: Failure }>;

export interface CredentialOptions {
  auth: Auth;
  projectId: string;
  /** Posts JSON to IAM. */
  ask: (url: string, body: string) => Promise<Outcome>;
  /** Hears of each secret before it is used: the token or key, and what is derived from it. */
  onSecrets: (secrets: readonly string[]) => void;
}

/** Opens the source of credentials. IAM is asked, and the signer loaded, once and only when the first request needs it. */
export function openCredentials({ auth, projectId, ask, onSecrets }: CredentialOptions): Credentials {
  const announce = (secret: string) =>
    onSecrets((['valid', 'altered', 'suffixed'] as const).map((credential) => nearMiss(secret, credential)));
  if (auth.kind === 'aksk') {
    announce(auth.secretKey);
    let signer: Promise<Sign> | null = null;
    return async ({ credential, method, body }, url) => {
      if (credential === 'none') return { sent: {}, recorded: {} };
      signer ??= openSigner(auth.accessKey, projectId);
      const sent = (await signer)({ method, url, body, secretKey: nearMiss(auth.secretKey, credential) });
      return {
        sent,
        recorded: { ...sent, Authorization: describeCredential(credential, 'signed with the secret key') },
      };
    };
  }
  if (auth.kind === 'token') announce(auth.token);
  let asked: Promise<{ token: string } | { failure: Failure }> | null = null;
  const token = async () => {
    if (auth.kind === 'token') return { token: auth.token };
    // Asked once, also when it fails: accounts are locked after a few failures.
    asked ??= (async () => {
      const { url, body } = tokenRequest(auth);
      const found = tokenOf(await ask(url, body));
      if ('token' in found) announce(found.token);
      return found;
    })();
    return asked;
  };
  return async ({ credential, tokenHeader }) => {
    if (credential === 'none') return { sent: {}, recorded: {} };
    const found = await token();
    if ('failure' in found) return found;
    return {
      sent: { [tokenHeader]: nearMiss(found.token, credential) },
      recorded: { [tokenHeader]: describeCredential(credential, 'the token') },
    };
  };
}
