import type { Check } from '../openapi-schema.ts';

/** The validator of Swagger 2.0, compiled by the build, which puts it in this module's place; none from source. */
export const check: Check | null = null;
