import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { HttpTrouble, Passing } from './http-proxy.ts';
import type { MqttTrouble } from './mqtt-proxy.ts';

/** What a mode may do beside what passes by. */
export interface Stage {
  restartBroker: (downMs: number) => void;
  takeOverSession: (n: number) => void;
  /** Another client of the API takes the n-th test device offline (n counted round). */
  takeDeviceOffline: (n: number) => void;
}

/** What one seed of a mode does. */
export interface Troubles {
  http?: (passing: Passing) => HttpTrouble | null;
  mqtt?: (connection: { clientId: string; nth: number }) => MqttTrouble;
  /** At each request, before it goes on. */
  beside?: (passing: Passing, stage: Stage) => void;
  /** The deployment issues tokens that live so long, in ms, and the suite fetches them itself. */
  tokenTtlMs?: number;
}

/** A kind of trouble. `scale` makes all its waits shorter: 1 is as in the table of docs/trouble.md. */
export interface Mode {
  name: string;
  says: string;
  troubles: (draw: Draw, scale: number) => Troubles;
}

/** So many requests pass before the trouble begins, in most runs: else most of them would end with the first check. */
const SPARED = 4;

const isOperation = ({ path }: Passing) => /\/force-offline\/?$/.test(path);

/** The trouble comes to a part of the requests, more in some seeds, each of them drawn by what it is and not when it comes. */
function some(draw: Draw, make: (drawn: (what: string) => number, passing: Passing) => HttpTrouble): Troubles {
  const rate = pick([0.03, 0.1, 0.25], draw('rate'));
  const spared = draw('spared') < 0.9 ? SPARED : 0;
  return {
    http: (passing) => {
      if (passing.number <= spared || draw('comes', passing.key, passing.nth) >= rate) return null;
      return make((what) => draw(what, passing.key, passing.nth), passing);
    },
  };
}

const each = (name: string, says: string, trouble: HttpTrouble): Mode => ({
  name,
  says,
  troubles: (draw) => some(draw, () => trouble),
});

const gateway = (status: number, reason: string): HttpTrouble => ({
  kind: 'answered',
  status,
  type: 'application/json',
  body: `{"error_code":"APIG.0308","error_msg":"${reason}","request_id":"of-the-gateway"}`,
});

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><center><h1>502</h1></center></body></html>';

/** Something happens beside the requests, at some of them: between one and `most` times in a run. */
function besides(draw: Draw, most: number, happen: (stage: Stage, drawn: (what: string) => number) => void): Troubles {
  const times = 1 + Math.floor(draw('times') * most);
  // A run has some 120 requests, and more where it has to confirm something.
  const at = new Map(Array.from({ length: times }, (_, i) => [2 + Math.floor(draw('at', i) * 110), i]));
  return {
    beside: (passing, stage) => {
      const i = at.get(passing.number);
      if (i !== undefined) happen(stage, (what) => draw(what, i));
    },
  };
}

const refused = (status: number): HttpTrouble => ({
  kind: 'refused',
  status,
  type: 'application/json',
  body: `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: token expired","request_id":"of-the-gateway"}`,
});

/** What others say in place of the operation, for a while or now and then; nothing is performed. */
const ofOthers = (status: number, type: string, body: string): HttpTrouble => ({ kind: 'refused', status, type, body });
const OF_OTHERS = [
  ofOthers(
    404,
    'application/json',
    '{"error_code":"APIG.0101","error_msg":"Not published","request_id":"of-the-gateway"}',
  ),
  ofOthers(404, 'text/plain', 'not found'),
  ofOthers(
    500,
    'application/json',
    '{"error_code":"APIG.0201","error_msg":"No backend","request_id":"of-the-gateway"}',
  ),
  ofOthers(302, 'text/html', ''),
  ofOthers(200, 'text/html', '<html><body>We are down for maintenance</body></html>'),
] as const;

export const modes: readonly Mode[] = [
  each('reset-before', 'the connection is reset before the request is performed', { kind: 'reset-before' }),
  each('reset-after', 'the request is performed, and its answer lost in a reset', { kind: 'reset-after' }),
  each('503-after', 'the request is performed, and answered 503', gateway(503, 'Backend unavailable')),
  each('504-after', 'the request is performed, and answered 504', gateway(504, 'Backend timeout')),
  each('502-after', 'the request is performed, and answered 502 with HTML', {
    kind: 'answered',
    status: 502,
    type: 'text/html',
    body: HTML,
  }),
  {
    name: 'others-answer',
    says: 'a page, a redirect or an error of somebody else comes in place of the operation, for a while or now and then',
    troubles: (draw) => {
      const trouble = pick(OF_OTHERS, draw('answer'));
      if (draw('now and then') < 0.5) return some(draw, () => trouble);
      const [from, many] = [SPARED + Math.floor(draw('from') * 100), 5 + Math.floor(draw('many') * 40)];
      return { http: ({ number }) => (number > from && number <= from + many ? trouble : null) };
    },
  },
  {
    name: 'truncated',
    says: 'the request is performed, and the connection ends within the answer',
    troubles: (draw) => some(draw, (drawn) => ({ kind: 'truncated', share: drawn('share') })),
  },
  {
    name: 'cut-when-idle',
    says: 'connections are closed when idle, at once, after a moment, or as the next request arrives',
    troubles: (draw) =>
      some(draw, (drawn) => ({
        kind: 'cut-when-idle',
        afterMs: drawn('race') < 0.5 ? null : Math.floor(drawn('after') * 40),
      })),
  },
  {
    name: 'delayed',
    says: 'requests and answers are up to 3 s on their way, some past the time-out',
    troubles: (draw, scale) =>
      some(draw, (drawn) => {
        const ms = drawn('ms') * 3000 * scale;
        const there = drawn('where') < 0.5 ? ms * drawn('part') : 0;
        return { kind: 'delayed', thereMs: there, backMs: ms - there };
      }),
  },
  {
    name: 'duplicated',
    says: 'requests are performed twice, and the first answer comes back',
    troubles: (draw) => some(draw, (drawn) => ({ kind: 'twice', atOnce: drawn('at once') < 0.5, answer: 0 })),
  },
  {
    name: 'repeated-by-gateway',
    says: 'the gateway repeats requests by itself, and the second answer comes back',
    troubles: (draw) => some(draw, () => ({ kind: 'twice', atOnce: false, answer: 1 })),
  },
  {
    name: 'mqtt-lost',
    says: 'CONNECT, CONNACK or the end of a session is lost between device and broker',
    troubles: (draw) => {
      const rate = pick([0.03, 0.1, 0.2], draw('rate'));
      return {
        mqtt: ({ clientId, nth }) =>
          // Each device gets in once, or there would be no test.
          nth > 1 && draw('lost', clientId, nth) < rate
            ? { loses: pick(['CONNECT', 'CONNACK', 'end'], draw('which', clientId, nth)) }
            : {},
      };
    },
  },
  {
    name: 'mqtt-late',
    says: 'what the broker says, and the end of sessions, is up to 3 s late',
    troubles: (draw, scale) => {
      const rate = pick([0.1, 0.3], draw('rate'));
      return {
        mqtt: ({ clientId, nth }) =>
          draw('late', clientId, nth) < rate ? { lateMs: draw('ms', clientId, nth) * 3000 * scale } : {},
      };
    },
  },
  {
    name: 'broker-restarted',
    says: 'the broker ends all sessions and is away for up to 1.5 s',
    troubles: (draw, scale) =>
      besides(draw, 4, (stage, drawn) => stage.restartBroker(Math.floor(drawn('down') * 1500 * scale))),
  },
  {
    name: 'session-taken-over',
    says: 'another client logs in as a test device, which ends its session',
    troubles: (draw) => besides(draw, 10, (stage, drawn) => stage.takeOverSession(Math.floor(drawn('which') * 1000))),
  },
  {
    name: 'taken-offline-by-another',
    says: 'another client of the API takes test devices offline',
    troubles: (draw) => besides(draw, 10, (stage, drawn) => stage.takeDeviceOffline(Math.floor(drawn('which') * 1000))),
  },
  {
    name: 'token-revoked',
    says: 'from some request on the token is refused with 401 or 403, in some runs by the operation alone',
    troubles: (draw) => {
      const from = 2 + Math.floor(draw('from') * 200);
      const status = draw('status') < 0.5 ? 401 : 403;
      const everywhere = draw('everywhere') < 0.5;
      return {
        http: (passing) =>
          passing.number >= from && (everywhere || isOperation(passing)) && passing.token !== ''
            ? refused(status)
            : null,
      };
    },
  },
  {
    name: 'token-expired',
    says: 'tokens live for a few hundred milliseconds and are fetched from IAM again',
    troubles: (draw) => ({ tokenTtlMs: 200 + Math.floor(draw('ttl') * 600) }),
  },
];
