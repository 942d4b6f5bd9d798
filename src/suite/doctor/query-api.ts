import { isObject, NumberText } from '../../base/json.ts';
import { query } from '../../checks/request.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { answerJson, onlineStatus } from '../../exchange/answer.ts';
import { type Client, Withheld } from '../../exchange/client.ts';
import type { Answer, Exchange } from '../../exchange/exchange.ts';
import { tell } from '../../messages/speech.ts';
import type { Id } from '../../operation/id.ts';
import { bad, type Diagnosis, doubt, ok } from './diagnosis.ts';

/** So many absent ids are asked for; of a range its ends and its middle. */
const MOST_ABSENT = 12;
/** So many devices are asked for, whether they are online. */
const MOST_CONNECTED = 32;

/** Whether an answer of the query API is about that device. */
export function tellsOfDevice(answer: Answer, device: Id): boolean {
  const json = answerJson(answer);
  if (!json.ok || !isObject(json.exact)) return false;
  const { id, online_status: status } = json.exact;
  return id instanceof NumberText ? id.text === device : status instanceof NumberText;
}

export async function ask(client: Client, device: Id): Promise<Exchange | null> {
  try {
    return await client.send(query(device), { id: `doctor#${device}`, check: 'doctor', repeatOf: null });
  } catch (error) {
    if (error instanceof Withheld) return null;
    throw error;
  }
}

/** Whether ids that are declared absent are. */
export async function absent(deployment: Deployment, client: Client): Promise<Diagnosis[]> {
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
export async function connected({ devices }: Deployment, client: Client): Promise<Diagnosis[]> {
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
