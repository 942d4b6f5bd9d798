import { pinned } from './pinned.ts';

pinned('variants', 'timing');
