import type { Auth } from '../deployment/deployment.ts';
import { signer } from './aksk.ts';
import type { Failure, Request } from './exchange.ts';
import { tokenOf, tokenRequest } from './iam.ts';
import { describeCredential, nearMiss } from './near-miss.ts';
import type { Outcome } from './transport.ts';

/** The headers of one request that carry its credential: as they are sent, and as they are recorded. */
export interface CredentialHeaders {
  sent: Record<string, string>;
  recorded: Record<string, string>;
}

/** Where credentials come from. */
export interface Credentials {
  /** Makes the headers for a request to this address; or says why there is no credential. */
  headers: (request: Request, url: string) => Promise<CredentialHeaders | { failure: Failure }>;
  /**
   * After a 401 that should not be: whether there is another credential now than the one that these headers carried. A
   * token that was fetched for that reason and is refused again is not replaced.
   */
  renew: (used: CredentialHeaders) => Promise<boolean>;
  /** The deployment honoured what these headers carry. */
  honoured: (used: CredentialHeaders) => void;
}

export interface CredentialOptions {
  auth: Auth;
  projectId: string;
  /** Posts JSON to IAM. */
  ask: (url: string, body: string) => Promise<Outcome>;
  /** Milliseconds since the start of the run, monotonic. */
  now: () => number;
  /** Hears of each secret before it is used: the token or key, and what is derived from it. */
  onSecrets: (secrets: readonly string[]) => void;
}

/** Opens the source of credentials. IAM is asked only when the first request needs it, and again before its token expires. */
export function openCredentials({ auth, projectId, ask, now, onSecrets }: CredentialOptions): Credentials {
  const announce = (secret: string) =>
    onSecrets((['valid', 'altered', 'suffixed', 'recased'] as const).map((credential) => nearMiss(secret, credential)));
  if (auth.kind === 'aksk') {
    announce(auth.secretKey);
    const sign = signer(auth.accessKey, projectId);
    const headers: Credentials['headers'] = async ({ credential, method, body }, url) => {
      if (credential === 'none') return { sent: {}, recorded: {} };
      const sent = sign({ method, url, body, secretKey: nearMiss(auth.secretKey, credential) });
      return {
        sent,
        recorded: { ...sent, Authorization: describeCredential(credential, 'signed with the secret key') },
      };
    };
    return { headers, renew: async () => false, honoured: () => {} };
  }
  if (auth.kind === 'token') announce(auth.token);
  let asked: Promise<Held | { failure: Failure }> | null = null;
  const fetchToken = async (): Promise<Held | { failure: Failure }> => {
    if (auth.kind === 'token') return { token: auth.token, until: Number.POSITIVE_INFINITY };
    const { url, body } = tokenRequest(auth);
    const found = tokenOf(await ask(url, body));
    if ('failure' in found) return found;
    announce(found.token);
    const { token: value, lifetimeMs } = found;
    return { token: value, until: lifetimeMs === null ? Number.POSITIVE_INFINITY : now() + lifetimeMs * USED };
  };
  const held = async (): Promise<Held | { failure: Failure }> => {
    // Asked once, also when it fails: accounts are locked after a few failures.
    asked ??= fetchToken();
    const current = asked;
    const found = await current;
    if ('failure' in found || now() < found.until) return found;
    if (asked === current) asked = fetchToken();
    return asked;
  };
  let renewed: string | null = null;
  const worked = new Set<string>();
  return {
    headers: async ({ credential, tokenHeader }) => {
      if (credential === 'none') return { sent: {}, recorded: {} };
      const found = await held();
      if ('failure' in found) return found;
      return {
        sent: { [tokenHeader]: nearMiss(found.token, credential) },
        recorded: { [tokenHeader]: describeCredential(credential, 'the token') },
      };
    },
    renew: async ({ sent }) => {
      if (auth.kind !== 'iam') return false;
      const [used = ''] = Object.values(sent);
      const current = await held();
      if ('failure' in current) return false;
      // Another request found it out meanwhile.
      if (current.token !== used) return true;
      if (renewed === used && !worked.has(used)) return false;
      asked = fetchToken();
      const found = await asked;
      if ('failure' in found) return false;
      renewed = found.token;
      return true;
    },
    honoured: ({ sent }) => {
      if (auth.kind === 'iam') for (const token of Object.values(sent)) worked.add(token);
    },
  };
}

interface Held {
  token: string;
  /** On the clock of the run: from then on another one is fetched. */
  until: number;
}

/** A token is used for this part of its life. */
const USED = 0.9;
