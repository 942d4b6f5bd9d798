import { pinned } from './pinned.ts';

pinned('faults', 'state', 'concurrency');
