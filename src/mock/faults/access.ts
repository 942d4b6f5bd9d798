import type { NamedOverride, Override, Reply } from '../behaviour.ts';
import { failedStep, okStep } from '../operation.ts';
import { faultsOf, idsIn, madeBy } from '../overrides.ts';

const auth = faultsOf('authentication');
const methods = faultsOf('methods');
const instance = faultsOf('instance');

/** Performs the operation for another method too. */
const performing =
  (method: string): Override =>
  (base) => ({ checkMethod: (call) => (call.method === method ? okStep(null) : base.checkMethod(call)) });

const performs = (method: string) =>
  methods.must(`${method.toLowerCase()}-performs`, `${method} performs the operation like POST.`, performing(method));

const answers = (method: string, reply: Reply, description: string) =>
  methods.must(`${method.toLowerCase()}-is-${reply.status}`, description, (base) => ({
    handle: (call) => (call.method === method ? reply : base.handle(call)),
  }));

const tokenOf = (headers: Readonly<Record<string, unknown>>) => String(headers['x-auth-token'] ?? '');

/** Accepts tokens that resemble a valid one that came before. */
const alike =
  (isAlike: (token: string, good: string) => boolean): Override =>
  (base) => {
    let good = '';
    return {
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        if ('ok' in step) good = tokenOf(call.headers);
        return good !== '' && isAlike(tokenOf(call.headers), good) ? okStep(null) : step;
      },
    };
  };

const accepting = madeBy(auth.must, alike);

/** Lets in what comes over a connection that carried a valid token before. Null: there is none. */
const trusting = madeBy(auth.must, (isLetIn: (token: string | null) => boolean) => (base) => {
  const trusted = new WeakSet();
  return {
    checkCredential: (call) => {
      const step = base.checkCredential(call);
      if ('ok' in step) trusted.add(call.connection);
      return trusted.has(call.connection) && isLetIn(tokenOf(call.headers) || null) ? okStep(null) : step;
    },
  };
});

export const access: readonly NamedOverride[] = [
  auth.must('no-credential-needed', 'A request without a credential is performed.', (base) => ({
    checkCredential: (call) => (tokenOf(call.headers) === '' ? okStep(null) : base.checkCredential(call)),
  })),
  auth.must('any-token-accepted', 'Any token is accepted.', (base) => ({
    checkCredential: (call) => (tokenOf(call.headers) === '' ? base.checkCredential(call) : okStep(null)),
  })),
  accepting(
    'token-prefix-compared',
    'Only the first 32 characters of the token are compared.',
    (token, good) => token.slice(0, 32) === good.slice(0, 32),
  ),
  accepting(
    'token-length-compared',
    'A token of the right length with the right beginning and end is accepted.',
    (token, good) =>
      token.length === good.length && token.slice(0, 8) === good.slice(0, 8) && token.slice(-8) === good.slice(-8),
  ),
  accepting(
    'token-cut-accepted',
    'A token is accepted that the valid one begins with.',
    (token, good) => token !== '' && good.startsWith(token),
  ),
  auth.should(
    'token-suffix-accepted',
    'A token is accepted that begins with the valid one.',
    alike((token, good) => token.startsWith(good)),
  ),
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
  auth.must(
    'answers-kept-before-authentication',
    'Answers are kept until a device of theirs connects again, and looked for before the credential is checked.',
    (base, { world }) => {
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
  ),
  auth.must('header-case-sensitive', 'The name of the token header must be spelled X-Auth-Token.', (base) => ({
    checkCredential: (call) =>
      tokenOf(call.headers) !== '' && !call.rawHeaders.includes('X-Auth-Token')
        ? failedStep({
            status: 401,
            code: 'APIGW.0301',
            message: 'Incorrect IAM authentication information: x-auth-token not found',
          })
        : base.checkCredential(call),
  })),
  auth.should('missing-token-is-404', 'A request without a credential is answered 404.', (base) => ({
    checkCredential: (call) =>
      tokenOf(call.headers) === ''
        ? failedStep({ status: 404, code: 'ROMA.00110006', message: 'The resource does not exist.' })
        : base.checkCredential(call),
  })),
  auth.should('bad-token-is-500', 'An invalid token is answered 500.', (base) => ({
    checkCredential: (call) => {
      const step = base.checkCredential(call);
      return 'fault' in step && tokenOf(call.headers) !== '' ? failedStep({ ...step.fault, status: 500 }) : step;
    },
  })),
  auth.should('token-echoed-in-error', 'Errors repeat the token in error_msg.', (base) => ({
    error: (fault, call) => base.error({ ...fault, message: `${fault.message} token=${tokenOf(call.headers)}` }, call),
  })),
  auth.should('token-echoed-in-header', 'Answers repeat the token in a header.', (base) => ({
    finish: async (reply, call) => {
      const done = await base.finish(reply, call);
      return {
        ...done,
        headers: { ...done.headers, 'x-trace': `token ${tokenOf(call.headers).replace(/[^\x20-\x7e]/g, '')}` },
      };
    },
  })),
  auth.must(
    'effect-before-authentication',
    'Devices are taken offline before the credential is checked.',
    (base, { world }) => ({
      checkCredential: (call) => {
        const step = base.checkCredential(call);
        if ('fault' in step && call.method === 'POST') {
          for (const id of idsIn(call)) world.disconnect(id);
        }
        return step;
      },
    }),
  ),
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map(performs),
  methods.must('options-has-effect', 'OPTIONS performs the operation.', performing('OPTIONS')),
  answers(
    'GET',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
    'GET is answered 200 without effect.',
  ),
  answers('HEAD', { status: 200, headers: {}, body: '' }, 'HEAD is answered 200 without effect.'),
  answers('PUT', { status: 204, headers: {}, body: '' }, 'PUT is answered 204 without effect.'),
  answers('DELETE', { status: 202, headers: {}, body: '' }, 'DELETE is answered 202 without effect.'),
  methods.must(
    'put-refused-with-effect',
    'PUT is answered 405 after it took the devices offline.',
    (base, { world }) => ({
      checkMethod: (call) => {
        if (call.method === 'PUT') for (const id of idsIn(call)) world.disconnect(id);
        return base.checkMethod(call);
      },
    }),
  ),
  methods.should('other-methods-are-400', 'Other methods are answered 400.', () => ({
    checkMethod: ({ method }) =>
      method === 'POST' ? okStep(null) : failedStep({ status: 400, code: 'SCB.00000000', message: 'Bad Request' }),
  })),
  instance.must('any-instance-accepted', 'The instance is not looked at.', () => ({
    checkInstance: () => okStep(null),
  })),
  instance.must(
    'unknown-instance-with-effect',
    'A request for an instance that does not exist is refused after it took the devices offline.',
    (base, { world }) => ({
      checkInstance: (call) => {
        const step = base.checkInstance(call);
        if ('fault' in step) for (const id of idsIn(call)) world.disconnect(id);
        return step;
      },
    }),
  ),
  instance.must(
    'unknown-instance-answers-empty',
    'An instance that does not exist is answered 200 with two empty lists.',
    (base) => ({
      handle: (call) =>
        'fault' in base.checkInstance(call) && 'ok' in base.checkCredential(call)
          ? base.success({ success: [], failed: [] }, call)
          : base.handle(call),
    }),
  ),
  instance.should(
    'unknown-instance-is-400',
    'An instance that does not exist is answered 400 with another code.',
    (base) => ({
      checkInstance: (call) => {
        const step = base.checkInstance(call);
        return 'fault' in step
          ? failedStep({ status: 400, code: 'RML.0100', message: 'The instance ID is invalid.' })
          : step;
      },
    }),
  ),
  instance.must('default-unknown', '`default` does not stand for the instance, although that is claimed.', (base) => ({
    checkInstance: (call) => {
      const step = base.checkInstance(call);
      return call.instance === 'default'
        ? failedStep({ status: 500, code: 'ROMA.00110002', message: 'The instance does not exist.' })
        : step;
    },
  })),
];
