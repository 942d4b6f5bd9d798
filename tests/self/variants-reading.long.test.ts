import { pinned } from './pinned.ts';

pinned('variants', 'reading', 'ids and batches', 'access', 'offline');
