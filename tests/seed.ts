const given = process.env['FC_SEED'] ?? '20251021';

/**
 * The seed of this run of the tests: fixed, so that it is decided by the change at hand and never by luck. Others by hand:
 * `FC_SEED=random`, `FC_SEED=42`.
 */
export const seed = given === 'random' ? Date.now() % 2 ** 31 : Number(given);

if (given === 'random') process.stderr.write(`FC_SEED=${seed}\n`);
