import { catalogue } from '../checks/catalogue.ts';
import { cut } from '../checks/judging.ts';
import { select } from '../checks/select.ts';
import { loadEdition } from '../edition/load.ts';
import { curlOf } from '../exchange/curl.ts';
import type { Exposure } from '../exchange/misreadings.ts';
import { plan } from '../run/plan.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { readDeployments } from './inputs.ts';

export interface PlanFlags {
  only: string[];
  skip: string[];
  curl?: boolean;
  json?: boolean;
}

/** `plan`: prints what verify would send, to which devices, and what it would not send and why. Sends nothing. */
export async function printPlan(files: readonly string[], flags: PlanFlags): Promise<ExitCode> {
  const selection = select(catalogue, flags.only, flags.skip);
  for (const deployment of await readDeployments(files, process.env)) {
    const planned = plan(deployment, loadEdition(deployment.edition), selection.run);
    if (flags.json) {
      process.stdout.write(`${JSON.stringify({ deployment: deployment.name, ...planned }, null, 2)}\n`);
      continue;
    }
    const { limits } = deployment;
    const out = [
      `${deployment.name}: ${planned.requests} requests in ${planned.checks.length} scenarios to ${deployment.baseUrl}`,
      `  taken offline: ${planned.touched.join(', ') || 'no device'}`,
      `  only watched:  ${planned.watched.join(', ') || 'no device'}`,
      `  at most ${limits.concurrency} at once, ${limits.requestsPerSecond === null ? 'no limit per second' : `${limits.requestsPerSecond} per second`}, ${limits.totalMs / 1000} s in all`,
      '',
    ];
    for (const { check, level, devices, late, requests } of planned.checks) {
      const mark = late ? '  late, alone' : '';
      out.push(`${check}  ${level}${mark}${devices.length > 0 ? `  devices ${[...new Set(devices)].join(', ')}` : ''}`);
      for (const request of requests) {
        out.push(flags.curl ? `  ${curlOf(request, deployment)}` : `  ${cut(describe(request), 110)}`);
      }
    }
    for (const { id, reason } of planned.unnameable) out.push('', `Device ${id} is not used: ${reason}`);
    if (planned.notRun.length > 0) out.push('', 'Not sent:');
    for (const { check, outcome, message } of planned.notRun) out.push(`  ${check}  ${outcome}: ${message}`);
    if (planned.checks.some(({ late }) => late))
      out.push(
        '',
        'Late, alone: a deployment may find no id there and take that for all devices; the first bystander that',
        '  goes offline ends the run.',
      );
    out.push(...sayExposures(planned.exposures));
    process.stdout.write(`${out.join('\n')}\n`);
  }
  return EXIT.conformant;
}

function describe(request: Parameters<typeof curlOf>[0]): string {
  const marks = [
    request.credential === 'valid' ? '' : `(credential: ${request.credential})`,
    request.instance === 'own' ? '' : `(instance: ${request.instance})`,
    request.contentType === 'application/json' || request.body === null
      ? ''
      : `(Content-Type: ${request.contentType ?? 'none'})`,
    request.tokenHeader === 'X-Auth-Token' ? '' : `(header ${request.tokenHeader})`,
  ].filter(Boolean);
  const target = request.path === 'device' ? `device ${request.device ?? ''}` : '';
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
  const say = ([from, to]: [string, string]) => (from === to ? from : `${from} to ${to}`);
  return [
    '',
    'Not ruled out (docs/safety.md): a deployment that misreads requests in one of these ways could hit',
    ...exposures.map(({ name, what, everything, ids, requests }) => {
      const shown = ids.slice(0, MOST_RANGES).map(say);
      const rest = ids.length - shown.length;
      const hit = everything ? ['every device'] : rest > 0 ? [...shown, `${rest} more`] : shown;
      return `  ${name}  ${hit.join(', ')}  (${requests} ${requests === 1 ? 'request' : 'requests'}; it ${what})`;
    }),
  ];
}
