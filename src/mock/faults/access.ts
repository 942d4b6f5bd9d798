import type { NamedOverride, Reply } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';

const level = 'MUST';
const auth = 'authentication';
const methods = 'methods';
const instance = 'instance';

/** Performs the operation for another method too. */
const performs = (method: string): NamedOverride => ({
  name: `${method.toLowerCase()}-performs`,
  group: methods,
  level,
  description: `${method} performs the operation like POST.`,
  override: (base) => ({ checkMethod: (call) => (call.method === method ? okStep(null) : base.checkMethod(call)) }),
});

const answers = (method: string, reply: Reply, description: string): NamedOverride => ({
  name: `${method.toLowerCase()}-is-${reply.status}`,
  group: methods,
  level,
  description,
  override: (base) => ({ handle: (call) => (call.method === method ? reply : base.handle(call)) }),
});

const tokenOf = (headers: Readonly<Record<string, unknown>>) => String(headers['x-auth-token'] ?? '');

/** Accepts tokens that resemble a valid one that came before. */
const accepting = (
  name: string,
  description: string,
  isAlike: (token: string, good: string) => boolean,
): NamedOverride => ({
  name,
  group: auth,
  level,
  description,
  override: (base) => {
    let good = '';
    return {
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        if ('ok' in step) good = tokenOf(call.headers);
        return good !== '' && isAlike(tokenOf(call.headers), good) ? okStep(null) : step;
      },
    };
  },
});

/** Lets in what comes over a connection that carried a valid token before. Null: there is none. */
const trusting = (name: string, description: string, isLetIn: (token: string | null) => boolean): NamedOverride => ({
  name,
  group: auth,
  level,
  description,
  override: (base) => {
    const trusted = new WeakSet();
    return {
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        if ('ok' in step) trusted.add(call.connection);
        return trusted.has(call.connection) && isLetIn(tokenOf(call.headers) || null) ? okStep(null) : step;
      },
    };
  },
});

export const access: readonly NamedOverride[] = [
  {
    name: 'no-credential-needed',
    group: auth,
    level,
    description: 'A request without a credential is performed.',
    override: (base) => ({
      checkCredential: (call) => (tokenOf(call.headers) === '' ? okStep(null) : base.checkCredential(call)),
    }),
  },
  {
    name: 'any-token-accepted',
    group: auth,
    level,
    description: 'Any token is accepted.',
    override: (base) => ({
      checkCredential: (call) => (tokenOf(call.headers) === '' ? base.checkCredential(call) : okStep(null)),
    }),
  },
  {
    name: 'token-prefix-compared',
    group: auth,
    level,
    description: 'Only the first 32 characters of the token are compared.',
    override: (base) => {
      let good = '';
      return {
        checkCredential: (call) => {
          const token = tokenOf(call.headers);
          const step = base.checkCredential(call);
          if ('ok' in step) good = token;
          return good !== '' && token.slice(0, 32) === good.slice(0, 32) ? okStep(null) : step;
        },
      };
    },
  },
  {
    name: 'token-length-compared',
    group: auth,
    level,
    description: 'A token of the right length with the right beginning and end is accepted.',
    override: (base) => {
      let good = '';
      return {
        checkCredential: (call) => {
          const token = tokenOf(call.headers);
          const step = base.checkCredential(call);
          if ('ok' in step) good = token;
          const alike =
            token.length === good.length &&
            token.slice(0, 8) === good.slice(0, 8) &&
            token.slice(-8) === good.slice(-8);
          return good !== '' && alike ? okStep(null) : step;
        },
      };
    },
  },
  {
    name: 'token-cut-accepted',
    group: auth,
    level,
    description: 'A token is accepted that the valid one begins with.',
    override: (base) => {
      let good = '';
      return {
        checkCredential: (call) => {
          const token = tokenOf(call.headers);
          const step = base.checkCredential(call);
          if ('ok' in step) good = token;
          return token !== '' && good.startsWith(token) ? okStep(null) : step;
        },
      };
    },
  },
  {
    name: 'token-suffix-accepted',
    group: auth,
    level: 'SHOULD',
    description: 'A token is accepted that begins with the valid one.',
    override: (base) => {
      let good = '';
      return {
        checkCredential: (call) => {
          const token = tokenOf(call.headers);
          const step = base.checkCredential(call);
          if ('ok' in step) good = token;
          return good !== '' && token.startsWith(good) ? okStep(null) : step;
        },
      };
    },
  },
  accepting(
    'token-case-ignored',
    'Upper and lower case make no difference in a token.',
    (token, good) => token.toLowerCase() === good.toLowerCase(),
  ),
  accepting(
    'token-found-by-collation',
    'The token is looked up in a table whose collation tells neither case nor accents apart.',
    (token, good) => token.localeCompare(good, 'en', { sensitivity: 'base' }) === 0,
  ),
  trusting(
    'connection-trusted',
    'What comes over a connection that carried a valid token is let in.',
    (token) => token !== null,
  ),
  trusting(
    'connection-trusted-without-token',
    'A request without a token is let in on a connection that carried a valid one.',
    (token) => token === null,
  ),
  {
    name: 'answers-kept-before-authentication',
    group: auth,
    level,
    description:
      'Answers are kept until a device of theirs connects again, and looked for before the credential is checked.',
    override: (base, { world }) => {
      const kept = new Map<string, { reply: Reply; devices: bigint[] }>();
      return {
        handle: async (call) => {
          const key = `${call.method} ${call.path} ${call.body}`;
          const before = kept.get(key);
          if (before && !before.devices.some((id) => world.isOnline(id))) return before.reply;
          const reply = await base.handle(call);
          const devices = (String(call.body).match(/\d+/g) ?? []).map(BigInt);
          if (reply.status === 200) kept.set(key, { reply, devices });
          return reply;
        },
      };
    },
  },
  {
    name: 'header-case-sensitive',
    group: auth,
    level,
    description: 'The name of the token header must be spelled X-Auth-Token.',
    override: (base) => ({
      checkCredential: (call) =>
        tokenOf(call.headers) !== '' && !call.rawHeaders.includes('X-Auth-Token')
          ? failedStep({
              status: 401,
              code: 'APIGW.0301',
              message: 'Incorrect IAM authentication information: x-auth-token not found',
            })
          : base.checkCredential(call),
    }),
  },
  {
    name: 'missing-token-is-404',
    group: auth,
    level: 'SHOULD',
    description: 'A request without a credential is answered 404.',
    override: (base) => ({
      checkCredential: (call) =>
        tokenOf(call.headers) === ''
          ? failedStep({ status: 404, code: 'ROMA.00110006', message: 'The resource does not exist.' })
          : base.checkCredential(call),
    }),
  },
  {
    name: 'bad-token-is-500',
    group: auth,
    level: 'SHOULD',
    description: 'An invalid token is answered 500.',
    override: (base) => ({
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        return 'fault' in step && tokenOf(call.headers) !== '' ? failedStep({ ...step.fault, status: 500 }) : step;
      },
    }),
  },
  {
    name: 'token-echoed-in-error',
    group: auth,
    level: 'SHOULD',
    description: 'Errors repeat the token in error_msg.',
    override: (base) => ({
      error: (fault, call) =>
        base.error({ ...fault, message: `${fault.message} token=${tokenOf(call.headers)}` }, call),
    }),
  },
  {
    name: 'token-echoed-in-header',
    group: auth,
    level: 'SHOULD',
    description: 'Answers repeat the token in a header.',
    override: (base) => ({
      finish: async (reply, call) => {
        const done = await base.finish(reply, call);
        return {
          ...done,
          headers: { ...done.headers, 'x-trace': `token ${tokenOf(call.headers).replace(/[^\x20-\x7e]/g, '')}` },
        };
      },
    }),
  },
  {
    name: 'effect-before-authentication',
    group: auth,
    level,
    description: 'Devices are taken offline before the credential is checked.',
    override: (base, { world }) => ({
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        if ('fault' in step && call.method === 'POST') {
          for (const digits of call.body.toString().match(/\d{5,}/g) ?? []) world.disconnect(BigInt(digits));
        }
        return step;
      },
    }),
  },
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map(performs),
  {
    name: 'options-has-effect',
    group: methods,
    level,
    description: 'OPTIONS performs the operation.',
    override: (base) => ({
      checkMethod: (call) => (call.method === 'OPTIONS' ? okStep(null) : base.checkMethod(call)),
    }),
  },
  answers(
    'GET',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
    'GET is answered 200 without effect.',
  ),
  answers('HEAD', { status: 200, headers: {}, body: '' }, 'HEAD is answered 200 without effect.'),
  answers('PUT', { status: 204, headers: {}, body: '' }, 'PUT is answered 204 without effect.'),
  answers('DELETE', { status: 202, headers: {}, body: '' }, 'DELETE is answered 202 without effect.'),
  {
    name: 'put-refused-with-effect',
    group: methods,
    level,
    description: 'PUT is answered 405 after it took the devices offline.',
    override: (base, { world }) => ({
      checkMethod: (call) => {
        if (call.method === 'PUT')
          for (const digits of call.body.toString().match(/\d{5,}/g) ?? []) world.disconnect(BigInt(digits));
        return base.checkMethod(call);
      },
    }),
  },
  {
    name: 'other-methods-are-400',
    group: methods,
    level: 'SHOULD',
    description: 'Other methods are answered 400.',
    override: () => ({
      checkMethod: ({ method }) =>
        method === 'POST' ? okStep(null) : failedStep({ status: 400, code: 'SCB.00000000', message: 'Bad Request' }),
    }),
  },
  {
    name: 'any-instance-accepted',
    group: instance,
    level,
    description: 'The instance is not looked at.',
    override: () => ({ checkInstance: () => okStep(null) }),
  },
  {
    name: 'unknown-instance-with-effect',
    group: instance,
    level,
    description: 'A request for an instance that does not exist is refused after it took the devices offline.',
    override: (base, { world }) => ({
      checkInstance: (call) => {
        const step = base.checkInstance(call);
        if ('fault' in step)
          for (const digits of call.body.toString().match(/\d{5,}/g) ?? []) world.disconnect(BigInt(digits));
        return step;
      },
    }),
  },
  {
    name: 'unknown-instance-answers-empty',
    group: instance,
    level,
    description: 'An instance that does not exist is answered 200 with two empty lists.',
    override: (base) => ({
      handle: (call) =>
        'fault' in base.checkInstance(call) && 'ok' in base.checkCredential(call)
          ? base.success({ success: [], failed: [] }, call)
          : base.handle(call),
    }),
  },
  {
    name: 'unknown-instance-is-400',
    group: instance,
    level: 'SHOULD',
    description: 'An instance that does not exist is answered 400 with another code.',
    override: (base) => ({
      checkInstance: (call) => {
        const step = base.checkInstance(call);
        return 'fault' in step
          ? failedStep({ status: 400, code: 'RML.0100', message: 'The instance ID is invalid.' })
          : step;
      },
    }),
  },
  {
    name: 'default-unknown',
    group: instance,
    level,
    description: '`default` does not stand for the instance, although that is claimed.',
    override: (base) => ({
      checkInstance: (call) => {
        const step = base.checkInstance(call);
        return call.instance === 'default'
          ? failedStep({ status: 500, code: 'ROMA.00110002', message: 'The instance does not exist.' })
          : step;
      },
    }),
  },
];
