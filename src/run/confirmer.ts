import type { Rest } from '../devices/rested.ts';
import type { SessionEvent } from '../devices/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { Sink } from './record.ts';
import type { Sender } from './sending.ts';

/** What confirming needs beside what driving does. */
export interface Confirmer extends Sender {
  /** Everything seen so far, still growing. */
  exchanges: readonly Exchange[];
  sessions: readonly SessionEvent[];
  sink: Sink;
  rest: Rest;
  now: () => number;
  /** Whether nothing more may be sent. */
  isOver: () => boolean;
}
