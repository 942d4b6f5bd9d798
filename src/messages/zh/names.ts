import { clauseIn } from './clauses.ts';
import { consequences } from './consequences.ts';
import { phrases } from './phrases.ts';
import { sources } from './sources.ts';
import { titles } from './titles.ts';

/** What has its English elsewhere, beside the catalogue. */
export const names = { titles, clauseIn, consequences, sources, phrases };
