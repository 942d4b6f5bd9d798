/** Runs that were never made: every scenario is driven by answers made by hand, and the record is judged by all checks. */
import { type Asked, askedOf, readBody } from '../../../src/checks/asked.ts';
import { catalogue } from '../../../src/checks/catalogue.ts';
import { parseDeployment } from '../../../src/deployment/load.ts';
import type { SessionEvent, Witness } from '../../../src/devices/session.ts';
import { loadEdition } from '../../../src/edition/load.ts';
import { successSet } from '../../../src/exchange/answer.ts';
import type { Answer, Exchange, Request } from '../../../src/exchange/exchange.ts';
import { type Assignment, assign, onlineOf } from '../../../src/run/assign.ts';
import { modelAnswer } from '../../../src/run/model.ts';
import type { RunRecord } from '../../../src/run/record.ts';
import { settingOf } from '../../../src/run/setting.ts';
import { judge, type Result } from '../../../src/verdict/outcome.ts';

/** Limits of the deployment, in ms. */
export const WITHIN = 100;
export const LATEST = 400;

const deploymentOf = ({ edition, elsewhere }: World) =>
  parseDeployment(
    JSON.stringify({
      name: 'rehearsed',
      baseUrl: elsewhere ? 'https://roma.example.com' : 'http://127.0.0.1:1',
      projectId: 'p',
      instanceId: 'i',
      auth: { token: 'a-token-of-some-length' },
      mqtt: { url: 'mqtt://127.0.0.1:1' },
      devices: Array.from({ length: 8 }, (_, i) => ({
        id: 20001 + i,
        mqtt: { clientId: `c${i}`, username: 'u', password: 'pppppppp' },
      })),
      absent: { ranges: [[70000000, 70000150]], probes: true, instanceId: '00000000-dead-4bad-8bad-000000000000' },
      claims: { compat20: true },
      limits: { effectWithinMs: WITHIN, effectLatestMs: LATEST },
      ...(edition && { edition }),
    }),
    'rehearsed.json',
    {},
    '.',
  );

/** A request, how a faultless deployment answers it, and where it stands in its check. */
export interface Turn {
  request: Request;
  asked: Asked;
  model: Answer;
  check: string;
  /** From 0. */
  place: number;
  /** Of the whole run, from 0. */
  number: number;
}

/** What is not as in a faultless run. */
export interface World {
  edition?: string;
  witness?: Witness;
  /** It is on another machine. */
  elsewhere?: true;
  /** The answer; the failure in its place. */
  answer?: (turn: Turn) => Answer | { failure: 'TIMEOUT' | 'RESET' | 'TLS' };
  /** How the same request is answered when it is sent again; nothing where it is not. */
  again?: (x: Exchange, turn: Turn) => Answer | null;
  /** How long after its answer a device in `success` is lost; null: not at all. */
  lostAfter?: (device: string, turn: Turn) => number | null;
  /** Other devices that are lost then. */
  loses?: (turn: Turn) => readonly string[];
  /** Every connection is closed behind its answer, or those behind the answers at these places of a check. */
  closes?: true | ((place: number) => boolean);
  /** Whether repeats confirm losses that no answer accounts for. */
  confirms?: boolean;
  more?: Partial<RunRecord>;
  /** What the sessions did besides. */
  sessions?: (events: SessionEvent[]) => SessionEvent[];
}

/** Large batches are like smaller ones, and take long to judge. */
const checks = catalogue.filter(({ id }) => !/^accounting\/size-(501|1025|2049)$/.test(id));

interface Driving {
  exchanges: Exchange[];
  sessions: SessionEvent[];
  confirmations: RunRecord['confirmations'][number][];
  online: Set<string>;
  now: number;
}

/** What all checks make of such a run, with its record. */
export function rehearsed(world: World = {}): { results: Result[]; record: RunRecord } {
  const deployment = deploymentOf(world);
  const setting = settingOf(deployment, loadEdition(deployment.edition), world.witness ?? 'mqtt');
  const { assigned, notRun } = assign(checks, setting);
  const driving: Driving = { exchanges: [], sessions: [], confirmations: [], online: new Set(), now: 0 };
  for (const assignment of assigned) drive(assignment, setting, world, driving);
  const { exchanges, sessions, confirmations, now } = driving;
  const record: RunRecord = {
    setting,
    leases: new Map(assigned.map(({ check, lease }) => [check.id, lease])),
    exchanges,
    sessions: world.sessions ? world.sessions(sessions) : sessions,
    confirmations,
    outOfSight: [],
    unconfirmed: [],
    unstable: [],
    watchedUntil: now + 10 * LATEST,
    exploration: null,
    judged: [],
    notRun,
    notes: [],
    interrupted: false,
    ...world.more,
  };
  return { results: judge(record, checks), record };
}

/** Each error with a request_id of its own, and ids exactly as they were asked for. */
function numbered(answer: Answer, number: number, { ids }: Pick<Asked, 'ids'>): Answer {
  const body = ids.reduce(
    (text, { floor }) => (floor.length > 15 ? text.replaceAll(`:${Number(floor)}`, `:${floor}`) : text),
    answer.body.replace('"request_id":"model"', `"request_id":"r${number}"`),
  );
  return { ...answer, body, bytes: body.length };
}

function drive({ check, lease }: Assignment, setting: RunRecord['setting'], world: World, run: Driving): void {
  const event = (device: string, what: SessionEvent['event'], at: number): void => {
    run.sessions.push({
      at,
      device,
      event: what,
      by: what === 'up' ? 'suite' : 'peer',
      witness: world.witness === 'query' ? 'query' : 'mqtt',
    });
  };
  const steps = check.act(lease, setting);
  let place = 0;
  for (let step = steps.next(); !step.done; ) {
    run.now += 5 * LATEST;
    for (const id of onlineOf(lease)) {
      if (run.online.has(id)) continue;
      run.online.add(id);
      event(id, 'up', run.now - 10);
    }
    const answered = step.value.map((request): Exchange => {
      const model = numbered(modelAnswer(request, setting), run.exchanges.length, readBody(request.body ?? ''));
      const blank = { id: `${check.id}#${place + 1}`, check: check.id, request, url: '', requestHeaders: {} };
      const timed = { ...blank, sentAt: run.now, answeredAt: run.now + 10, throttled: [], repeatOf: null };
      const faultless: Exchange = {
        ...timed,
        answer: model,
        failure: null,
        onKeptConnection: place > 0 && !(typeof world.closes === 'function' ? world.closes(place - 1) : world.closes),
      };
      const turn = { request, asked: askedOf(faultless), model, check: check.id, place, number: run.exchanges.length };
      place++;
      const answer = world.answer?.(turn) ?? model;
      const x: Exchange =
        'failure' in answer
          ? { ...faultless, answer: null, failure: { code: answer.failure, message: answer.failure } }
          : { ...faultless, answer };
      run.exchanges.push(x);
      const again = world.again?.(x, turn);
      if (again)
        run.exchanges.push({
          ...x,
          id: `${x.id}~1`,
          repeatOf: x.id,
          answer: again,
          sentAt: x.sentAt + 50,
          answeredAt: x.sentAt + 60,
        });
      const others = world.loses?.(turn) ?? [];
      for (const device of new Set([...successSet(faultless), ...others])) {
        const after = world.lostAfter ? world.lostAfter(device, turn) : 5;
        if (after === null || !run.online.delete(device)) continue;
        event(device, 'down', x.answeredAt + after);
      }
      if (world.confirms && others.length > 0) {
        const repeat = { ...x, id: `${x.id}~2`, repeatOf: x.id, sentAt: x.sentAt + 70, answeredAt: x.sentAt + 80 };
        run.exchanges.push(repeat);
        run.confirmations.push({ suspect: x.id, repeat: repeat.id, lost: others });
      }
      return x;
    });
    step = steps.next(answered);
  }
}
