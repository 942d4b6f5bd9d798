/** A part that a seed draws; every mode with several seeds is in `*.long.test.ts`. */
import { seed } from '../seed.ts';
import { underDrawnTrouble } from './under-trouble.ts';

underDrawnTrouble(seed, 5);
