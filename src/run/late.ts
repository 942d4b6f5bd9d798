import { isOwnMachine } from '../deployment/address.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { mayHaveTakenOffline, names } from '../devices/attribution.ts';
import type { Exchange, Request } from '../exchange/exchange.ts';
import { namingOf } from '../exchange/naming.ts';
import { message } from '../messages/messages.ts';
import type { Lookout } from './drive.ts';
import { unstableBecause } from './record.ts';
import type { Session } from './session.ts';

/** Whether a deployment may find no id in the request, and take that for "all devices". Such requests come late, alone. */
export const mayMeanAll = (request: Request): boolean => namingOf(request) !== 'named';

/**
 * Which requests come late and alone: on this machine, where nobody else can be hit, those that name no device at all; else
 * all that a deployment may take for all devices.
 */
export const lateRule = (deployment: Deployment): ((request: Request) => boolean) =>
  isOwnMachine(deployment) ? (request) => namingOf(request) === 'none' : mayMeanAll;

/** How requests are sent that a deployment may take for all devices. */
export interface LateLane {
  /**
   * Watches the bystanders or, where there are none, the devices that a request does not name. The first loss stops the
   * run. On this machine, where nobody else can be hit, it does not wait for late effects after each request.
   */
  lookout: Lookout;
  /**
   * Whether it may begin while effects of what was sent before may still come. It may on this machine, where nobody else can
   * be hit: what comes meanwhile is told apart by sending suspects again, so that both waits are one.
   */
  mayBeginAtOnce: boolean;
  /** The lookout for requests that are generated; null on this machine, where a sequence that breaks something is sent again. */
  whileExploring: Lookout | null;
  /** Whether suspects may be sent again: after such a loss on this machine only, because it would be done once more. */
  mayRepeat: () => boolean;
}

export interface LateOptions {
  now: () => number;
  signal: AbortSignal;
  deployment: Deployment;
  /**
   * Sees to losses that no answer accounts for and that may be the doing of what was sent before the lane: confirms who did
   * it, and gives the requests that were not cleared. Null where there are none such, which is all that there is without it.
   */
  seeToEarlyLosses?: () => Promise<readonly Exchange[] | null>;
}

export function openLateLane(
  { pool, setting, effects, sessions, over, stop, sink }: Session,
  { now, signal, deployment, seeToEarlyLosses = async () => null }: LateOptions,
): LateLane {
  const isOwn = isOwnMachine(deployment);
  const isLate = lateRule(deployment);
  const watched = setting.bystanders.length > 0 ? setting.bystanders : setting.takeable;
  /** Sessions that ended before it were looked at. */
  let from: number | null = null;
  let isLost = false;
  /** Whether all that was lost until now is the doing of what was sent before the lane, or nobody's. */
  const wasEarly = async () => {
    const culprits = await seeToEarlyLosses();
    if (culprits === null || culprits.some(({ request }) => isLate(request))) return false;
    from = now();
    return true;
  };
  const lookout: Lookout = {
    before: async () => {
      await wasEarly();
      if (pool.witness !== 'none') await pool.bringOnline(watched);
      // Here effects are not waited for, so one may be noticed between two requests.
      from = isOwn ? (from ?? now()) : now();
    },
    after: async (exchange) => {
      const online = watched.filter((id) => pool.state(id) === 'online');
      await Promise.all(online.map((id) => pool.whenOffline([id], isOwn ? 0 : effects.settlingMs())));
      const lost = sessions.filter(
        ({ device, event, by, at }) =>
          event === 'down' &&
          by === 'peer' &&
          at >= (from ?? 0) &&
          watched.includes(device) &&
          !names(exchange, device) &&
          !mayHaveTakenOffline(exchange, device),
      );
      if (lost.length > 0 && (await wasEarly())) return null;
      from = now();
      if (lost.length === 0) return null;
      isLost = true;
      const devices = [...new Set(lost.map(({ device }) => device))];
      const reason = message('run.all-lost', { devices, exchange: exchange.id });
      stop(reason);
      if (!isOwn) sink(unstableBecause(message('run.all-lost-unrepeated', { reason })));
      return reason;
    },
  };
  return {
    lookout,
    mayBeginAtOnce: isOwn,
    whileExploring: isOwn ? null : lookout,
    mayRepeat: () => (isLost ? isOwn && !signal.aborted && now() < deployment.limits.totalMs : over() === null),
  };
}
