import type { Exchange } from '../exchange/exchange.ts';
import { confirm, unexplainedOf } from './confirm.ts';
import type { Confirmer } from './confirmer.ts';

/** Confirms what took devices offline, each loss once. */
export interface Confirming {
  /** Sees to all losses since it last did; gives the requests that were not cleared. */
  seeTo: (isOver?: () => boolean) => Promise<readonly Exchange[]>;
  /**
   * Puts off seeing to what was sent until now, unless there is something to see to already. Whether it did: then effects
   * that come within the settling time are early losses.
   */
  putOff: () => boolean;
  /** Sees to early losses, if there are any that were not seen to; else null. */
  seeToEarly: () => Promise<readonly Exchange[] | null>;
}

export function openConfirming(confirmer: Confirmer, onWait: () => void): Confirming {
  const { effects, sessions, now } = confirmer;
  /** Losses before it were seen to. */
  let since = 0;
  /** Effects of what was put off may come until then; null where nothing was. */
  let earlyUntil: number | null = null;
  /** So many events of sessions were looked at. */
  let looked = 0;

  const seeTo = async (isOver = confirmer.isOver) => {
    onWait();
    const culprits = await confirm({ ...confirmer, isOver }, since);
    since = now();
    return culprits;
  };
  const unexplained = () => {
    // Mostly nothing came, and looking for causes takes long.
    const isNew = sessions.length > looked;
    looked = sessions.length;
    return isNew ? unexplainedOf(confirmer, since) : [];
  };
  return {
    seeTo,
    putOff: () => {
      if (unexplained().length > 0) return false;
      earlyUntil = now() + effects.settlingMs();
      return true;
    },
    seeToEarly: async () => {
      const until = earlyUntil;
      if (until === null || confirmer.isOver() || !unexplained().some(({ at }) => at <= until)) return null;
      return seeTo();
    },
  };
}
