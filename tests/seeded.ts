/**
 * Property tests draw from one seed. Other seeds are drawn by `npm run fuzz`, or by hand: `FC_SEED=random`, `FC_SEED=42`. A
 * failure prints its seed.
 */
import fc from 'fast-check';
import { seed } from './seed.ts';

export { seed };

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
