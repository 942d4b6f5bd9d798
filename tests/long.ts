/** Imported before a test file: all of its cases are run. */
import { takeAll } from './tier.ts';

takeAll();
