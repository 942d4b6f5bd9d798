import { ConfigError } from '../../base/config-error.ts';
import { type Members, roundedOf } from '../tree.ts';

/** Throws a ConfigError where a document is no valid OpenAPI 3.0 or 3.1, or Swagger 2.0. */
export async function validate(document: Members, name: string): Promise<void> {
  const { validate: check } = await import('@readme/openapi-parser');
  const result = await check(roundedOf(document) as never, { resolve: { external: false } }).catch(
    (error: unknown) => ({
      valid: false as const,
      errors: [{ message: error instanceof Error ? error.message : String(error) }],
    }),
  );
  if (result.valid) return;
  const problems = result.errors.slice(0, 10).map(({ message }) => `${name}: ${message.split('\n')[0]}`);
  throw new ConfigError(problems.join('\n'));
}
