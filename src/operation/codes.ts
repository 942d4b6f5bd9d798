/** The codes of the documented errors (source: the page's error codes). */
export const NO_INSTANCE = 'ROMA.00110002';
export const NO_DEVICE = 'ROMA.00110006';

/** Statuses whose bodies the page describes as errors. */
export const ERROR_STATUSES: readonly number[] = [400, 404, 500];

/** Statuses that speak of a credential which is missing or not accepted. */
export const CREDENTIAL_STATUSES: readonly number[] = [400, 401, 403];
