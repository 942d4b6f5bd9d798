import { underTrouble } from './under-trouble.ts';

underTrouble(0);
