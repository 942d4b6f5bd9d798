import { pinned } from './pinned.ts';

pinned('faults', 'status', 'body');
