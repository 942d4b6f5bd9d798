import { ConfigError } from '../base/config-error.ts';
import type { BrokerAccess } from '../pacts/broker.ts';

/** The broker of the environment. Throws a ConfigError. */
export function brokerOf(env: NodeJS.ProcessEnv): BrokerAccess {
  const baseUrl = env['PACT_BROKER_BASE_URL'] ?? '';
  if (!URL.canParse(baseUrl))
    throw new ConfigError(
      `PACT_BROKER_BASE_URL: ${baseUrl === '' ? 'is not set; it' : 'is no address; it'} names the Pact Broker, such as https://broker.example.com`,
    );
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: password } = env;
  const basic = user ? `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` : null;
  return { baseUrl, authorization: token ? `Bearer ${token}` : basic };
}
