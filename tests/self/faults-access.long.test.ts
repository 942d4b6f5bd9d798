import { pinned } from './pinned.ts';

pinned('faults', 'authentication', 'methods', 'instance');
