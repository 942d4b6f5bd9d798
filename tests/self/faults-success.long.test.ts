import { pinned } from './pinned.ts';

pinned('faults', 'success body', 'names');
