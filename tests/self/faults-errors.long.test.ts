import { pinned } from './pinned.ts';

pinned('faults', 'error body', 'codes');
