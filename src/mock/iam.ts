import { randomBytes } from 'node:crypto';

/** The account that tokens are issued to. */
export const ACCOUNT = {
  user: 'conformance',
  password: 'a-password-of-the-mock',
  domain: 'acme',
  project: 'cn-north-4',
  accessKey: 'AKOFTHEMOCK0001',
  secretKey: 'a-secret-key-of-the-mock-deployment',
};

export interface Iam {
  /** Answers POST /v3/auth/tokens. */
  issue: (body: string) => { status: number; headers: Record<string, string>; body: string };
  isToken: (token: string) => boolean;
  /** A token that does not expire, for the printed deployment file. */
  staticToken: string;
}

/** Issues tokens that live for `ttlMs`. */
export function startIam(ttlMs: number): Iam {
  const expiry = new Map<string, number>();
  const staticToken = `MIIF${randomBytes(72).toString('base64url')}`;
  const fail = (status: number, message: string, title: string) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { code: status, message, title } }),
  });
  return {
    staticToken,
    isToken: (token) => token === staticToken || (expiry.get(token) ?? 0) > Date.now(),
    issue: (text) => {
      let auth: unknown;
      try {
        auth = (JSON.parse(text) as { auth?: unknown }).auth;
      } catch {
        return fail(400, 'The request body is invalid', 'Bad Request');
      }
      const { identity, scope } = (auth ?? {}) as {
        identity?: {
          methods?: string[];
          password?: { user?: { name?: string; password?: string; domain?: { name?: string } } };
        };
        scope?: { project?: { name?: string }; domain?: { name?: string } };
      };
      const user = identity?.password?.user;
      if (!identity?.methods?.includes('password') || !user)
        return fail(400, 'The request body is invalid', 'Bad Request');
      const isKnown =
        user.name === ACCOUNT.user && user.password === ACCOUNT.password && user.domain?.name === ACCOUNT.domain;
      const isInScope = scope?.project
        ? scope.project.name === ACCOUNT.project
        : scope?.domain?.name === ACCOUNT.domain;
      if (!isKnown || !isInScope) return fail(401, 'The username or password is wrong.', 'Unauthorized');
      const token = `MIIG${randomBytes(72).toString('base64url')}`;
      const expiresAt = Date.now() + ttlMs;
      expiry.set(token, expiresAt);
      return {
        status: 201,
        headers: { 'content-type': 'application/json', 'x-subject-token': token },
        body: JSON.stringify({
          token: {
            issued_at: new Date(expiresAt - ttlMs).toISOString(),
            expires_at: new Date(expiresAt).toISOString(),
            methods: ['password'],
          },
        }),
      };
    },
  };
}
