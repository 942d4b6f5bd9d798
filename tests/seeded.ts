/**
 * Property tests draw from one seed, so that a run of the tests is decided by the change at hand and never by luck. Other
 * seeds are drawn by `npm run fuzz`, or by hand: `FC_SEED=random`, `FC_SEED=42`. A failure prints its seed.
 */
import fc from 'fast-check';

const given = process.env['FC_SEED'] ?? '20251021';

/** The seed of this run. */
export const seed = given === 'random' ? Date.now() % 2 ** 31 : Number(given);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
