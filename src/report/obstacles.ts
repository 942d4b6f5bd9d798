import type { Report, ReportCheck } from './report.gen.ts';
import { linesOf } from './words.ts';

/** Something that kept checks from being judged, told once. */
export interface Obstacle {
  /** What it was. */
  text: string;
  /** What to do about it; null where nothing is known. */
  mend: string | null;
  checks: readonly ReportCheck[];
}

const OPEN: ReadonlySet<ReportCheck['outcome']> = new Set(['error', 'not-testable', 'withheld']);

/** What stood in the way of judging, what hindered most checks first. Errors come before what was only not declared. */
export function obstaclesOf({ checks }: Pick<Report, 'checks'>): Obstacle[] {
  const found = new Map<string, { text: string; mend: string | null; checks: ReportCheck[] }>();
  for (const check of checks) {
    if (!OPEN.has(check.outcome)) continue;
    const { text, mend } = toldApart(linesOf(check.message)[0] ?? 'no reason is known');
    const key = `${text}\n${mend}`;
    const known = found.get(key);
    if (known) known.checks.push(check);
    else found.set(key, { text, mend, checks: [check] });
  }
  const weight = ({ checks: of }: Obstacle) => (of.some(({ outcome }) => outcome === 'error') ? 0 : 1);
  return [...found.values()].sort((a, b) => weight(a) - weight(b) || b.checks.length - a.checks.length);
}

/** Whether an obstacle is the deployment's, the network's or the suite's; else something only has to be declared. */
export const isTrouble = ({ checks }: Obstacle): boolean => checks.some(({ outcome }) => outcome === 'error');

/** The checks of one run say of the same trouble that they had no answer, or that it cannot be reached. */
const PREFIX = /^(?:no answer: |the deployment cannot be reached: |withheld: )/;

/** A message that says itself what to do. */
const SELF_HELP = /^(.+?)[;:] ((?:declare|connect|set|give|let|name|raise|verify|where no device has) .+)$/;

/** What to do, where the message does not say it. The first that fits. */
const MENDS: readonly [RegExp, string][] = [
  [/interrupted/, 'Run it again, and let it go to its end.'],
  [/--max-failures/, 'Mend what failed, or run it without --max-failures.'],
  [/time limit|limits\.totalMs/, 'Raise limits.totalMs, or limits.requestsPerSecond.'],
  [/ENOTFOUND|EAI_AGAIN|has no address/, 'Check the name of the host, and the name service of this machine.'],
  [/proxy/i, 'Check HTTPS_PROXY and NO_PROXY.'],
  [
    /no trusted connection|certificate|\bTLS\b/i,
    'Name the authority of its certificate under tls.ca; certificates are always checked.',
  ],
  [
    /credential|status 40[13]|token/i,
    'Fetch a new token (one of IAM holds for 24 hours) for the region and project of this deployment, or check the account.',
  ],
  [/broker|MQTT|mqtt|session/, 'Check mqtt.url and the logins of the devices; `doctor` looks at each of them.'],
  [
    /no device .*online|devices? .*offline|login/,
    'Check the logins of the devices, and that nobody else uses them; `doctor` looks at each of them.',
  ],
  [
    /gateway|status (?:429|50[234])/,
    'Wait until the service behind the gateway is up, or lower limits.requestsPerSecond, and run it again.',
  ],
  [
    /No answer within|timed out|TIMEOUT/i,
    'Check that a firewall lets this machine through, or raise limits.timeoutMs.',
  ],
  [
    /no connection|ECONN|closed the connection|RESET/i,
    'Check host and port of baseUrl, that the service is up, and that a firewall lets this machine through.',
  ],
];

function toldApart(message: string): { text: string; mend: string | null } {
  const plain = message.replace(PREFIX, '');
  const [, text, mend] = SELF_HELP.exec(plain) ?? [];
  if (text !== undefined && mend !== undefined)
    return { text, mend: `${mend.charAt(0).toUpperCase()}${mend.slice(1)}` };
  return { text: plain, mend: MENDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null };
}
