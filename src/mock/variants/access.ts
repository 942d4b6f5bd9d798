import type { Call, Fault, NamedOverride } from '../behaviour.ts';
import { failedStep, json, okStep } from '../operation.ts';
import { madeBy, variantsOf } from '../overrides.ts';

const variant = variantsOf('access');

const hasToken = ({ headers }: Call) => String(headers['x-auth-token'] ?? '') !== '';

/** What a request without a token, and one with a bad token, is answered. */
const refusing = madeBy(variant, (missing: Fault, bad: Fault = missing) => (base) => ({
  checkCredential: (call) => {
    const step = base.checkCredential(call);
    return 'ok' in step ? step : failedStep(hasToken(call) ? bad : missing);
  },
}));

/** Answers refused credentials with a body of another system. */
const shaped = madeBy(variant, (body: string) => (base) => ({
  error: (fault, call) => (fault.status === 401 ? json(401, body) : base.error(fault, call)),
}));

const hex = (n: number) => n.toString(16).padStart(32, '0');

export const access: readonly NamedOverride[] = [
  refusing(
    'missing-token-is-400',
    'A missing token is answered 400 like any missing header, a bad one 401.',
    {
      status: 400,
      code: 'SCB.00000000',
      message:
        'Parameter is not valid for operation [romalink.link-device.forceDisconnect]. Parameter is [X-Auth-Token]. Processor is [header].',
    },
    { status: 401, code: 'ROMA.00110005', message: 'The token is not valid.' },
  ),
  refusing('missing-token-is-403', 'A missing or bad token is answered 403.', {
    status: 403,
    code: 'ROMA.00110008',
    message: 'No permission on the resource.',
  }),
  refusing(
    'public-resource-codes',
    'A missing or bad token is answered 400 with the codes of the public resources, of four digits.',
    { status: 400, code: 'ROMA.1000', message: 'No token.' },
    { status: 400, code: 'ROMA.1002', message: 'The token is wrong.' },
  ),
  refusing('apig-codes', 'The gateway answers with APIG codes.', {
    status: 401,
    code: 'APIG.0301',
    message: 'Incorrect IAM authentication information: decrypt token fail',
  }),
  shaped(
    'iam-error-shape',
    "A refused token is answered with IAM's nested error body.",
    '{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}',
  ),
  shaped(
    'iam-code-shape',
    "A refused token is answered with IAM's newer error body, which has no request_id.",
    '{"error_msg":"The token must be updated, it requires authentication.","error_code":"IAM.0001"}',
  ),
  variant(
    'gateway-request-ids',
    'Every request_id is 32 hexadecimal digits without dashes, as gateways write them.',
    () => {
      let count = 0;
      return { requestId: () => hex(++count) };
    },
  ),
  variant('instance-is-404', 'An instance that does not exist is answered 404.', (base) => ({
    checkInstance: (call) =>
      'ok' in base.checkInstance(call)
        ? okStep(null)
        : failedStep({ status: 404, code: 'ROMA.00110006', message: 'The instance does not exist.' }),
  })),
  variant(
    'other-methods-are-404',
    'Other methods are answered 404, as where the gateway does not know the operation.',
    (base) => ({
      checkMethod: (call) =>
        'ok' in base.checkMethod(call)
          ? okStep(null)
          : failedStep({ status: 404, code: 'APIGW.0101', message: 'The API does not exist.' }),
    }),
  ),
  variant('options-is-204', 'OPTIONS is answered 204 with the allowed methods, as for a browser.', (base) => ({
    handle: (call) =>
      call.method === 'OPTIONS'
        ? { status: 204, headers: { allow: 'POST, OPTIONS', 'access-control-allow-origin': '*' }, body: '' }
        : base.handle(call),
  })),
  variant('no-query-api', 'There is no query API.', () => ({ query: null })),
];
