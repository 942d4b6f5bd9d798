import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../base/message.ts';
import type { Setting } from '../checks/setting.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import type { Pool } from '../devices/pool.ts';
import { openRest, type Rest, restedPool } from '../devices/rested.ts';
import type { SessionEvent } from '../devices/session.ts';
import type { Edition } from '../edition/edition.ts';
import { type Client, openClient } from '../exchange/client.ts';
import { shown } from '../exchange/evidence.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { groundOf } from '../exchange/guard.ts';
import { message } from '../messages/messages.ts';
import type { Id } from '../operation/id.ts';
import { type Effects, followEffects } from './effects.ts';
import { openPool, settle } from './open-pool.ts';
import { openOutage } from './outage.ts';
import { type Entry, note, type RunRecord, recordOf, type Sink } from './record.ts';
import { bystandersOf } from './setting.ts';

export interface SessionOptions {
  deployment: Deployment;
  edition: Edition;
  /** Milliseconds since the start of the run, monotonic. */
  now: () => number;
  /** Ends the session early; what was seen so far is kept. */
  signal: AbortSignal;
  /** Receives every entry as it happens. */
  sink?: Sink;
}

/** A deployment and its test devices for as long as a run lasts: the way there, who is online, and all that was seen. */
export interface Session {
  client: Client;
  pool: Pool;
  /** How long sessions rest before their devices are named. */
  rest: Rest;
  setting: Setting;
  /** Why no device is online that requests may name; null where one is, or nobody can see that. */
  nobodyOnline: Message | null;
  effects: Effects;
  /** Those seen so far. */
  exchanges: readonly Exchange[];
  sessions: readonly SessionEvent[];
  sink: Sink;
  /** Why nothing more is to be sent, or null. */
  over: () => Message | null;
  /** From now on it is over, for this reason; the first one counts. */
  stop: (reason: Message) => void;
  /** The record as far as it goes. */
  soFar: (checkIds: readonly string[]) => RunRecord;
  /** The record as it will be at that time, if nothing more comes until then. */
  foresee: (checkIds: readonly string[], at: number) => Foreseen;
  /** Puts the last entry into the record and gives it: the very one that was foreseen, where nothing came since. */
  end: (checkIds: readonly string[], foreseen?: Foreseen | null) => Promise<RunRecord>;
  /** Ends what is in flight and closes all connections. */
  close: () => Promise<void>;
}

/** A record that is whole but for the time that is still to pass. */
export interface Foreseen {
  record: RunRecord;
  /** When it ends; ms. */
  at: number;
  /** So many entries were there. */
  entries: number;
}

/** So many exchanges without an answer, one after the other, and the deployment counts as gone. */
const GONE_AFTER = 10;
/** A device that nobody may name is connected again so often; after that it is left. */
const MOST_REVIVALS = 5;

/** Opens the way to a deployment, and gets its test devices online. Sends nothing that the guard refuses. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { deployment, edition, now, signal } = options;
  const entries: Entry[] = [];
  const sink: Sink = (entry) => {
    entries.push(entry);
    options.sink?.(entry.type === 'exchange' ? { type: 'exchange', ...shown(entry) } : entry);
  };
  const deadline = deployment.limits.totalMs;
  const exchanges: Exchange[] = [];
  const sessions: SessionEvent[] = [];
  const rest = openRest({ limitMs: deployment.limits.effectWithinMs, now });
  let stopped: Message | null = null;
  const outage = openOutage(deployment, {
    now,
    signal,
    onGone: (failure) => {
      stopped ??= message('run.gone', { failure: sayFailure(failure) });
    },
  });
  const opened = await openClient({
    deployment,
    ground: groundOf(deployment, bystandersOf(deployment)),
    secrets: secretsOf(deployment),
    now,
    signal,
    deadline,
    onRenewed: () => sink(note(message('run.token-renewed', {}))),
    onExchange: (exchange) => {
      outage.saw(exchange);
      if (outage.silent() >= GONE_AFTER) stopped ??= message('run.silent', { count: GONE_AFTER });
      exchanges.push(exchange);
      rest.answered(exchange);
      sink({ type: 'exchange', ...exchange });
    },
  });
  const client = outage.patient(opened);
  const revivals = new Map<Id, number>();
  let settled: { setting: Setting; effects: Effects } | null = null;
  const onEvent = (event: SessionEvent) => {
    sessions.push(event);
    rest.saw(event);
    sink({ type: 'session', ...event });
    settled?.effects.saw(event);
    const revived = revivals.get(event.device) ?? 0;
    if (
      settled?.setting.bystanders.includes(event.device) &&
      event.event === 'down' &&
      event.by === 'peer' &&
      revived < MOST_REVIVALS
    ) {
      revivals.set(event.device, revived + 1);
      void pool.bringOnline([event.device]);
    }
  };
  const pool = restedPool(await openPool(deployment, client, { now, onEvent, redact: client.redact }), rest);
  const close = async () => {
    await pool.close();
    await client.close();
  };
  try {
    const { setting, nobodyOnline } = await settle(deployment, edition, pool, sink);
    sink({ type: 'setting', witness: setting.witness, takeable: setting.takeable, bystanders: setting.bystanders });
    const effects = followEffects(pool, setting, now);
    settled = { setting, effects };
    return {
      client,
      pool,
      rest,
      setting,
      nobodyOnline,
      effects,
      exchanges,
      sessions,
      sink,
      over: () => {
        if (stopped !== null) return stopped;
        if (signal.aborted) return message('run.interrupted', {});
        return now() >= deadline ? message('run.time-limit', { ms: deadline }) : null;
      },
      stop: (reason) => {
        stopped ??= reason;
      },
      soFar: (checkIds) => recordOf(entries, setting, checkIds),
      foresee: (checkIds, at) => ({
        record: recordOf([...entries, { type: 'end', at, interrupted: false }], setting, checkIds),
        at,
        entries: entries.length,
      }),
      end: async (checkIds, foreseen = null) => {
        const holds = () => entries.length === foreseen?.entries && !signal.aborted;
        while (foreseen && holds() && now() < foreseen.at) await sleep(1);
        const isAsForeseen = foreseen !== null && holds();
        sink({ type: 'end', at: isAsForeseen ? foreseen.at : now(), interrupted: signal.aborted });
        return isAsForeseen ? foreseen.record : recordOf(entries, setting, checkIds);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
