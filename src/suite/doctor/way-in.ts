import type { Deployment } from '../../deployment/deployment.ts';
import { errorMember, isPage } from '../../exchange/answer.ts';
import type { Client } from '../../exchange/client.ts';
import type { Failure } from '../../exchange/exchange.ts';
import { sayFailure } from '../../exchange/failure.ts';
import { asMessage } from '../../messages/messages.ts';
import { inTongue, phrase, tell, told } from '../../messages/speech.ts';
import { NO_DEVICE, NO_INSTANCE } from '../../operation/codes.ts';
import { whatToDo } from '../../report/mends.ts';
import { witnessOf } from '../../run/setting.ts';
import { bad, type Diagnosis, doubt, ok } from './diagnosis.ts';
import { absent, ask, connected, tellsOfDevice } from './query-api.ts';

/** Signed requests are refused beyond it, in ms. */
const MOST_SKEW_MS = 15 * 60_000;

/** Connection, credential, clock and absent ids, all by the query API. */
export async function wayIn(deployment: Deployment, client: Client, today: () => number): Promise<Diagnosis[]> {
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
