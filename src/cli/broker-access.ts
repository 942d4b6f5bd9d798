import { ConfigError } from '../base/config-error.ts';
import { isLoopback } from '../deployment/address.ts';
import { tell } from '../messages/speech.ts';
import type { BrokerAccess } from '../pacts/broker.ts';

/** The broker of the environment. Throws a ConfigError. */
export function brokerOf(env: NodeJS.ProcessEnv): BrokerAccess {
  const baseUrl = env['PACT_BROKER_BASE_URL'] ?? '';
  if (!URL.canParse(baseUrl))
    throw new ConfigError(
      tell`PACT_BROKER_BASE_URL: ${baseUrl === '' ? tell`is not set; it` : tell`is no address; it`} names the Pact Broker, such as https://broker.example.com`,
    );
  const url = new URL(baseUrl);
  // Addresses are printed in messages.
  if (url.username !== '' || url.password !== '')
    throw new ConfigError(
      tell`PACT_BROKER_BASE_URL: holds a user or a password; use PACT_BROKER_USERNAME and _PASSWORD`,
    );
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: user, PACT_BROKER_PASSWORD: password } = env;
  const basic = user ? `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` : null;
  const authorization = token ? `Bearer ${token}` : basic;
  const isSafe =
    url.protocol === 'https:' || isLoopback(url.hostname) || env['PACT_BROKER_ALLOW_PLAIN_HTTP'] === 'true';
  if (authorization !== null && !isSafe)
    throw new ConfigError(
      tell`PACT_BROKER_BASE_URL: has no TLS and is not on loopback; use https, or set PACT_BROKER_ALLOW_PLAIN_HTTP=true where the network may see the credential`,
    );
  const secrets = [token, password, basic?.slice('Basic '.length)].filter((secret) => secret !== undefined);
  return { baseUrl, authorization, secrets };
}
