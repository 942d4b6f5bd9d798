import { ConfigError } from '../base/config-error.ts';
import { catalogue } from '../checks/catalogue.ts';
import { cut } from '../checks/judging.ts';
import { select } from '../checks/select.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { loadEdition } from '../edition/load.ts';
import { curlOf } from '../exchange/curl.ts';
import type { Request } from '../exchange/exchange.ts';
import type { Exposure } from '../exchange/misreadings.ts';
import { inTongue, listed, tell, told, tongue } from '../messages/speech.ts';
import { terminalText } from '../report/escape-terminal.ts';
import { OUTCOMES, plural } from '../report/words.ts';
import { type Plan, plan } from '../run/plan.ts';
import { planExploring } from '../run/plan-exploring.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { readDeployments, startMock } from './inputs.ts';
import { type ExploreFlags, exploreOf } from './numbers.ts';

export interface PlanFlags extends ExploreFlags {
  only: string[];
  skip: string[];
  mock?: boolean;
  curl?: boolean;
  json?: boolean;
}

/** `plan`: prints what verify would send, to which devices, and what it would not send and why. Sends nothing. */
export async function printPlan(files: readonly string[], flags: PlanFlags): Promise<ExitCode> {
  const selection = select(catalogue, flags.only, flags.skip);
  const explore = exploreOf(flags);
  if (flags.mock && files.length > 0)
    throw new ConfigError(tell`--mock takes no deployment file: name files or use --mock, not both`);
  const unset = new Set<string>();
  for (const deployment of await deploymentsOf(files, flags, unset)) {
    const edition = loadEdition(deployment.edition);
    const planned = plan(deployment, edition, selection.run);
    const explored = explore && { seed: explore.seed, requests: await planExploring(deployment, edition, explore) };
    if (flags.json) {
      const all = { deployment: deployment.name, ...planned, ...(explored && { explored }) };
      process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
      continue;
    }
    const line = (request: Request) => (flags.curl ? curlOf(request, deployment) : cut(describe(request), 110));
    const out = [
      ...head(deployment, planned),
      '',
      ...scenarios(planned, line),
      ...explorations(explored, line),
      ...notSent(planned),
      ...expired(deployment),
      ...sayExposures(planned.exposures),
    ];
    if (unset.size > 0) out.push('', tell`Not set in the environment, and not needed here: ${listed([...unset])}`);
    process.stdout.write(`${terminalText(out.join('\n'))}\n`);
  }
  return EXIT.conformant;
}

/** A plan needs no secrets: for a variable that nobody set its name will do. */
async function deploymentsOf(files: readonly string[], { mock }: PlanFlags, unset: Set<string>): Promise<Deployment[]> {
  if (mock) {
    const started = await startMock({ fault: [], variant: [] });
    await started.close();
    return [started.deployment];
  }
  return readDeployments(files, process.env, (name) => {
    unset.add(name);
    return `unset-${name}`;
  });
}

function head({ name, baseUrl, limits }: Deployment, planned: Plan): string[] {
  const pace =
    limits.requestsPerSecond === null ? tell`no limit per second` : tell`${limits.requestsPerSecond} per second`;
  return [
    tell`${name}: ${plural(planned.requests, 'request')} in ${plural(planned.checks.length, 'scenario')} to ${baseUrl}`,
    tell`  taken offline: ${listed(planned.touched) || tell`no device`}`,
    tell`  only watched:  ${listed(planned.watched) || tell`no device`}`,
    tell`  at most ${limits.concurrency} at once, ${pace}, ${limits.totalMs / 1000} s in all`,
  ];
}

const scenarios = ({ checks }: Plan, line: (request: Request) => string): string[] =>
  checks.flatMap(({ check, level, devices, late, requests }) => {
    const mark = late ? `  ${tell`late, alone`}` : '';
    const named = devices.length > 0 ? `  ${tell`devices ${listed([...new Set(devices)])}`}` : '';
    return [`${check}  ${level}${mark}${named}`, ...requests.map((request) => `  ${line(request)}`)];
  });

const explorations = (
  explored: { seed: number; requests: readonly Request[] } | null,
  line: (request: Request) => string,
): string[] =>
  explored === null
    ? []
    : [
        '',
        tell`Explored, ${plural(explored.requests.length, 'request')} with seed ${explored.seed}; after a fault some of them again, and smaller ones:`,
        ...explored.requests.map((request) => `  ${line(request)}`),
      ];

function notSent({ unnameable, unusableAbsent, notRun, checks }: Plan): string[] {
  return [
    ...unnameable.flatMap(({ id, said }) => ['', tell`Device ${id} is not used: ${inTongue(said)}`]),
    ...unusableAbsent.flatMap(({ id, said }) => [
      '',
      tell`The absent id ${id} stands in no list of ids: ${inTongue(said)}`,
    ]),
    ...(notRun.length > 0 ? ['', tell`Not sent:`] : []),
    ...notRun.map(({ check, outcome, message, said }) => {
      const what = tongue().language === 'en' ? outcome : OUTCOMES[outcome].label;
      return `  ${check}  ${what}: ${inTongue(said ?? message)}`;
    }),
    ...(checks.some(({ late }) => late)
      ? [
          '',
          tell`Late, alone: a deployment may find no id there and take that for all devices; the first bystander that`,
          tell`  goes offline ends the run.`,
        ]
      : []),
  ];
}

/** They would count as failed checks. */
function expired({ waivers }: Deployment): string[] {
  const today = new Date().toISOString().slice(0, 10);
  const past = waivers.filter(({ expires }) => expires < today);
  return past.length === 0
    ? []
    : [
        '',
        ...past.map(({ check, expires, owner }) => tell`The waiver of ${check} expired on ${expires}; ask ${owner}`),
      ];
}

function describe(request: Parameters<typeof curlOf>[0]): string {
  const marks = [
    request.credential === 'valid' ? '' : tell`(credential: ${request.credential})`,
    request.instance === 'own' ? '' : tell`(instance: ${request.instance})`,
    request.contentType === 'application/json' || request.body === null
      ? ''
      : `(Content-Type: ${request.contentType ?? 'none'})`,
    request.tokenHeader === 'X-Auth-Token' ? '' : tell`(header ${request.tokenHeader})`,
  ].filter(Boolean);
  const target = request.path === 'device' ? tell`device ${request.device ?? ''}` : '';
  return [
    request.method,
    target,
    ...marks,
    request.body === null ? '' : JSON.stringify(request.body).slice(1, -1).replaceAll('\\"', '"'),
  ]
    .filter(Boolean)
    .join(' ');
}

const MOST_RANGES = 6;

/** What the guard does not rule out, with the ids that could be hit. */
function sayExposures(exposures: readonly Exposure[]): string[] {
  if (exposures.length === 0) return [];
  const say = ([from, to]: [string, string]) => (from === to ? from : tell`${from} to ${to}`);
  return [
    '',
    tell`Not ruled out (docs/safety.md): a deployment that misreads requests in one of these ways could hit`,
    ...exposures.map(({ name, what, everything, ids, requests }) => {
      const shown = ids.slice(0, MOST_RANGES).map(say);
      const rest = ids.length - shown.length;
      const hit = everything ? [tell`every device`] : rest > 0 ? [...shown, tell`${rest} more`] : shown;
      return `  ${name}  ${listed(hit)}  ${tell`(${plural(requests, 'request')}; it ${told(what)})`}`;
    }),
  ];
}
