import type { Check } from '../openapi-schema.ts';

/** The validator of OpenAPI 3.1, compiled by the build, which puts it in this module's place; none from source. */
export const check: Check | null = null;
