import { underTrouble } from './under-trouble.ts';

underTrouble(1);
