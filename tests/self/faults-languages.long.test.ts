import { pinned } from './pinned.ts';

pinned('faults', 'languages', 'stores');
