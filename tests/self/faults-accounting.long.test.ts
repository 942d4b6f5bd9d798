import { pinned } from './pinned.ts';

pinned('faults', 'accounting');
