import type { ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Validators that were compiled beforehand, by schema file and definition ("editions/<date>/error.schema.json",
 * "deployment.schema.json#tokenAuth"). None from source; the build puts those of all schemas in this module's place, as
 * loading ajv and compiling take longer than all judging.
 */
export const precompiled: Readonly<Record<string, ValidateFunction>> = {};
