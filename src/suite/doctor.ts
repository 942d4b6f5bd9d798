import { lookup } from 'node:dns/promises';
import { performance } from 'node:perf_hooks';
import { isObject, NumberText } from '../base/json.ts';
import { catalogue } from '../checks/catalogue.ts';
import { query } from '../checks/request.ts';
import { parseAddress } from '../deployment/address.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { secretsOf } from '../deployment/secrets.ts';
import { openMqttPool } from '../devices/mqtt-pool.ts';
import { loadEdition } from '../edition/load.ts';
import { answerJson, errorMember, isPage, onlineStatus } from '../exchange/answer.ts';
import { type Client, openClient, Withheld } from '../exchange/client.ts';
import type { Answer, Exchange, Failure } from '../exchange/exchange.ts';
import { sayFailure } from '../exchange/failure.ts';
import { groundOf } from '../exchange/guard.ts';
import { redactor } from '../exchange/redact.ts';
import { asMessage } from '../messages/messages.ts';
import { inTongue, listed, phrase, tell, told } from '../messages/speech.ts';
import { NO_DEVICE, NO_INSTANCE } from '../operation/codes.ts';
import type { Id } from '../operation/id.ts';
import { whatToDo } from '../report/mends.ts';
import { plan } from '../run/plan.ts';
import { bystandersOf, witnessOf } from '../run/setting.ts';
import { refuseUnknownOptions } from './options.ts';

/**
 * One thing that {@link examine} looked at.
 *
 * @since 0.1.0
 */
export interface Diagnosis {
  /** "name", "proxy", "connection", "credential", "clock", "broker", "device 20001", "absent 70000000", "checks". */
  topic: string;
  /** `bad`: a run would fail or be worth little. `doubt`: it would do, with less. */
  state: 'ok' | 'doubt' | 'bad';
  /** What was seen, in one sentence. */
  says: string;
  /** What to do; null where nothing is to be done. */
  mend: string | null;
}

/**
 * How to look.
 *
 * @since 0.1.0
 */
export interface ExamineOptions {
  /** Ends it early; what was looked at so far is given. */
  signal?: AbortSignal;
  /** Hears of each thing once it was looked at. What it throws ends it. */
  onFound?: (found: Diagnosis) => void;
  /** For tests of the clock: milliseconds since 1970. */
  today?: () => number;
}

/** Signed requests are refused beyond it, in ms. */
const MOST_SKEW_MS = 15 * 60_000;
/** So many absent ids are asked for; of a range its ends and its middle. */
const MOST_ABSENT = 12;
/** And so many devices, whether they are online. */
const MOST_CONNECTED = 32;

/**
 * Looks at all that a run needs of a deployment, and says what to mend. Takes nothing offline: it asks IAM, the query API
 * and the broker, and never sends the operation. A login ends another session of the same device, if there is one.
 *
 * @throws `ConfigError` for an option that there is not.
 * @since 0.1.0
 */
export async function examine(deployment: Deployment, options: ExamineOptions = {}): Promise<Diagnosis[]> {
  refuseUnknownOptions('examine', options, ['signal', 'today', 'onFound'] satisfies (keyof ExamineOptions)[]);
  const { signal = new AbortController().signal, today = Date.now, onFound = () => {} } = options;
  const start = performance.now();
  const now = () => performance.now() - start;
  const found: Diagnosis[] = [];
  const add = (rows: readonly Diagnosis[]) => {
    found.push(...rows);
    for (const row of rows) onFound(row);
  };
  add(await names(deployment));
  const client = await openClient({
    deployment,
    ground: groundOf(deployment, bystandersOf(deployment)),
    secrets: secretsOf(deployment),
    now,
    signal,
    deadline: deployment.limits.totalMs,
  });
  try {
    if (!found.some(({ topic, state }) => topic === 'name' && state === 'bad'))
      add(await wayIn(deployment, client, today));
    add(await devices(deployment, now));
  } finally {
    await client.close();
  }
  add(catalogued(deployment));
  return found;
}

const ok = (topic: string, says: string): Diagnosis => ({ topic, state: 'ok', says, mend: null });
const doubt = (topic: string, says: string, mend: string): Diagnosis => ({ topic, state: 'doubt', says, mend });
const bad = (topic: string, says: string, mend: string): Diagnosis => ({ topic, state: 'bad', says, mend });

/** Whether each host has an address here. */
async function names({ baseUrl, auth, mqttUrl }: Deployment): Promise<Diagnosis[]> {
  const wanted = [
    ['baseUrl', baseUrl],
    ['auth.iam.url', auth.kind === 'iam' ? auth.url : null],
    ['mqtt.url', mqttUrl],
  ] as const;
  const rows = wanted.map(async ([key, url]): Promise<Diagnosis[]> => {
    const host = url === null ? '' : (parseAddress(url)?.hostname.replace(/^\[|\]$/g, '') ?? '');
    if (host === '') return [];
    try {
      const { address } = await lookup(host);
      return [ok('name', host === address ? tell`${key}: ${host} is an address` : tell`${key}: ${host} is ${address}`)];
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return [
        bad(
          'name',
          tell`${key}: ${host} has no address (${code})`,
          tell`correct ${key}, or the name service of this machine`,
        ),
      ];
    }
  });
  return (await Promise.all(rows)).flat();
}

/** Connection, credential, clock and absent ids, all by the query API. */
async function wayIn(deployment: Deployment, client: Client, today: () => number): Promise<Diagnosis[]> {
  const [first] = deployment.devices;
  const asked = first && (await ask(client, first.id));
  if (!asked) return [doubt('credential', tell`no device can be asked for by the query API`, tell`declare a device`)];
  const { failure, answer } = asked;
  if (failure) return [unreached(failure)];
  if (!answer) return [];
  const rows = [ok('connection', tell`${deployment.baseUrl} answers${proxied(deployment.baseUrl)}`)];
  rows.push(...clock(answer.headers['date'], deployment, today));
  if (answer.status === 401 || answer.status === 403) {
    const mend =
      deployment.auth.kind === 'token'
        ? tell`fetch a new token (a token of IAM holds for 24 hours) for the region and project of this deployment`
        : tell`check the account, its permissions and its region`;
    return [...rows, bad('credential', tell`the query API refuses it with status ${answer.status}`, mend)];
  }
  const code = errorMember(answer, 'error_code');
  if (code === NO_INSTANCE)
    return [
      ...rows,
      bad('instance', tell`the query API knows no such instance (${code})`, tell`check projectId and instanceId`),
    ];
  if (code === NO_DEVICE)
    return [
      ...rows,
      bad(`device ${first.id}`, tell`the query API knows no such device (${code})`, tell`check its id`),
      ...(await absent(deployment, client)),
    ];
  if (answer.status !== 200) {
    const says = tell`the query API answers ${answer.status} for device ${first.id}, so nothing is known of the credential`;
    const mend =
      answer.status === 404
        ? tell`check projectId, instanceId and that device ${first.id} exists; a deployment without the query API is fine`
        : tell`a deployment without the query API is fine; verify shows whether the credential is accepted`;
    return [...rows, doubt('credential', says, mend)];
  }
  if (isPage(answer) || !tellsOfDevice(answer, first.id))
    return [
      ...rows,
      doubt(
        'credential',
        tell`${deployment.baseUrl} answers a query for device ${first.id} with 200 and no device, so nothing is known of the credential`,
        isPage(answer)
          ? tell`check baseUrl: it may lead to a website, or to a page where people log in`
          : tell`a deployment without the query API is fine; verify shows whether the credential is accepted`,
      ),
    ];
  rows.push(ok('credential', tell`the query API accepts it`));
  if (witnessOf(deployment) !== 'mqtt') rows.push(...(await connected(deployment, client)));
  return [...rows, ...(await absent(deployment, client))];
}

/** Whether an answer of the query API is about that device. */
function tellsOfDevice(answer: Answer, device: Id): boolean {
  const json = answerJson(answer);
  if (!json.ok || !isObject(json.exact)) return false;
  const { id, online_status: status } = json.exact;
  return id instanceof NumberText ? id.text === device : status instanceof NumberText;
}

async function ask(client: Client, device: Id): Promise<Exchange | null> {
  try {
    return await client.send(query(device), { id: `doctor#${device}`, check: 'doctor', repeatOf: null });
  } catch (error) {
    if (error instanceof Withheld) return null;
    throw error;
  }
}

const MENDS: Partial<Record<Failure['code'], string>> = {
  CONNECTION: phrase`check host and port of baseUrl, and that a firewall lets this machine through`,
  TIMEOUT: phrase`check that a firewall lets this machine through, or raise limits.timeoutMs`,
  PROXY: phrase`check HTTPS_PROXY and NO_PROXY`,
  CREDENTIAL: phrase`check auth: url, user, password, domain and project`,
};

const TLS = phrase`name its authority with tls.ca, or the name to check with tls.serverName`;

function unreached(failure: Failure): Diagnosis {
  const { code } = failure;
  const topic = code === 'CREDENTIAL' ? 'credential' : code === 'PROXY' ? 'proxy' : 'connection';
  const said = sayFailure(failure);
  // Of TLS each failure has its own.
  if (code === 'TLS') return bad(topic, inTongue(said), whatToDo(asMessage(said)).mend ?? told(TLS));
  const mend = MENDS[code];
  const otherwise = tell`check that baseUrl is the address of the deployment`;
  return bad(topic, inTongue(said), mend === undefined ? otherwise : told(mend));
}

function proxied(baseUrl: string): string {
  if (!baseUrl.startsWith('https:')) return '';
  const has = Object.entries(process.env).some(([name, value]) => /^(https|all)_proxy$/i.test(name) && value);
  return has ? tell` (HTTPS_PROXY is set)` : '';
}

function clock(date: string | undefined, { auth }: Deployment, today: () => number): Diagnosis[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const skew = Math.round((today() - theirs) / 1000);
  const says =
    skew < 0
      ? tell`this machine is ${-skew} s behind the deployment`
      : tell`this machine is ${skew} s ahead of the deployment`;
  if (Math.abs(skew) * 1000 < MOST_SKEW_MS) return [ok('clock', says)];
  const mend = tell`set the clock of this machine`;
  return [
    auth.kind === 'aksk' ? bad('clock', tell`${says}; signed requests are refused`, mend) : doubt('clock', says, mend),
  ];
}

/** Whether ids that are declared absent are. */
async function absent(deployment: Deployment, client: Client): Promise<Diagnosis[]> {
  const { ids, ranges } = deployment.absent;
  const middle = (from: Id, to: Id) => ((BigInt(from) + BigInt(to)) / 2n).toString();
  const some = new Set([...ids, ...ranges.flatMap(([from, to]) => [from, middle(from, to), to])]);
  if (some.size === 0)
    return [
      doubt(
        'absent',
        tell`no id is declared absent`,
        tell`declare absent.deviceId or absent.ranges: ids that no device has`,
      ),
    ];
  const rows: Diagnosis[] = [];
  let asked = 0;
  for (const id of [...some].slice(0, MOST_ABSENT)) {
    const answer = (await ask(client, id))?.answer;
    if (!answer) continue;
    asked++;
    if (answer.status === 200 && tellsOfDevice(answer, id))
      rows.push(bad(`absent ${id}`, tell`a device has the id ${id}`, tell`take ${id} out of absent: it may be hit`));
  }
  return rows.length > 0 || asked === 0 ? rows : [ok('absent', tell`the query API knows none of ${asked} absent ids`)];
}

/** Whether the devices are online that nobody but their owner can connect. */
async function connected({ devices }: Deployment, client: Client): Promise<Diagnosis[]> {
  const looked = devices.slice(0, MOST_CONNECTED);
  const states = await Promise.all(looked.map(async ({ id }) => onlineStatus((await ask(client, id))?.answer ?? null)));
  const online = states.filter((state) => state === 'online').length;
  const told = states.filter((state) => state !== 'unknown').length;
  if (told === 0) return [];
  const says = tell`the query API shows ${online} of ${looked.length} devices online`;
  const mend = tell`connect the test devices, or declare mqtt.url, and mqtt for each device, so that the suite can`;
  return [
    online === 0 ? bad('devices', says, mend) : online < told ? doubt('devices', says, mend) : ok('devices', says),
  ];
}

/** Broker and logins. */
async function devices(deployment: Deployment, now: () => number): Promise<Diagnosis[]> {
  const { mqttUrl, limits, tls } = deployment;
  const withLogin = deployment.devices.filter(({ mqtt }) => mqtt !== undefined);
  if (mqttUrl === null || withLogin.length === 0)
    return [
      doubt(
        'broker',
        tell`no device logs in over MQTT, so effects are seen by the query API, or not at all`,
        tell`declare mqtt.url, and mqtt for each device`,
      ),
    ];
  const pool = await openMqttPool({
    url: mqttUrl,
    devices: withLogin,
    tls,
    timeoutMs: limits.timeoutMs,
    now,
    onEvent: () => {},
    redact: redactor(secretsOf(deployment)).text,
  });
  try {
    const failures = await pool.bringOnline(withLogin.map(({ id }) => id));
    const host = parseAddress(mqttUrl)?.host ?? tell`the broker`;
    const reasons = new Set(failures.map(({ reason }) => inTongue(reason)));
    const [reason] = reasons;
    // All for one reason: that is the broker, not the devices.
    if (failures.length === withLogin.length && reasons.size === 1 && reason !== undefined)
      return [
        bad(
          'broker',
          tell`${host}: ${reason}; 0 of ${withLogin.length} devices online`,
          tell`check mqtt.url, and the logins of the devices`,
        ),
      ];
    const online = ok(
      'broker',
      tell`${host}: ${withLogin.length - failures.length} of ${withLogin.length} devices online`,
    );
    return [
      online,
      ...failures.map((one) => bad(`device ${one.device}`, inTongue(one.reason), tell`check its mqtt login`)),
    ];
  } finally {
    await pool.close();
  }
}

/** What would not be run, for want of a declaration; each reason once. */
function catalogued(deployment: Deployment): Diagnosis[] {
  const { notRun, unnameable, requests } = plan(deployment, loadEdition(deployment.edition), catalogue);
  const reasons = new Map<string, string[]>();
  for (const { check, outcome, message, said } of notRun) {
    if (outcome === 'not-applicable') continue;
    const reason = inTongue(said ?? message);
    reasons.set(reason, [...(reasons.get(reason) ?? []), check]);
  }
  const rows = [...reasons].map(([reason, checks]) =>
    doubt('checks', tell`${checks.length === 1 ? String(checks[0]) : someOf(checks)} would not be run`, reason),
  );
  return [
    ...unnameable.map(({ id, said }) => doubt(`device ${id}`, tell`no request may name it`, inTongue(said))),
    ...(rows.length > 0
      ? rows
      : [ok('checks', tell`every check that applies would be run, with ${requests} requests`)]),
  ];
}

const someOf = (checks: readonly string[]): string =>
  checks.length > 3
    ? tell`${checks.length} checks (${listed(checks.slice(0, 3))}, ...)`
    : tell`${checks.length} checks (${listed(checks)})`;
