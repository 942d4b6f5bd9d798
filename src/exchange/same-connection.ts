import { readLists } from './answer.ts';
import type { Exchange } from './exchange.ts';

/** As far as the record tells: the second went over the connection on which the first had been answered. */
export const onSameConnection = (first: Exchange, second: Exchange): boolean =>
  second.onKeptConnection === true &&
  second.request.connection === first.request.connection &&
  second.request.connection !== 'fresh' &&
  first.answer !== null &&
  first.answeredAt <= second.sentAt;

/** Devices that the answer puts into `success` log in again before the next request. */
export const leavesOnline = ({ answer }: Exchange): boolean =>
  answer?.status !== 200 || (readLists(answer)?.success ?? []).length === 0;
