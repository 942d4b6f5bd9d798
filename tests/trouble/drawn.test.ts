/** A part that a seed draws; every mode with several seeds is in `*.long.test.ts`. */
import { seed } from '../seeded.ts';
import { underDrawnTrouble } from './under-trouble.ts';

underDrawnTrouble(seed, 5);
