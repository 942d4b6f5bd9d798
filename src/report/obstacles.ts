import type { Kind } from '../messages/messages.ts';
import { say, tongue } from '../messages/speech.ts';
import { englishOf } from './in-language.ts';
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
    const { text, mend } = toldIn(check);
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

const PREFIX_ZH = /^(?:没有收到响应|无法连接被测系统|未发送)：/;

/** A message that says itself what to do. */
const SELF_HELP = /^(.+?)[;:] ((?:declare|connect|set|give|let|name|raise|verify|where no device has) .+)$/;

const SELF_HELP_ZH = /^(.+?)[；：，。](请.+)$/;

/** What to do, where the message does not say it. The first that fits. */
const MENDS: readonly [RegExp, Extract<Kind, `mend.${string}`>][] = [
  [/interrupted/, 'mend.interrupted'],
  [/--max-failures/, 'mend.max-failures'],
  [/time limit|limits\.totalMs/, 'mend.time-limit'],
  [/ENOTFOUND|EAI_AGAIN|has no address/, 'mend.name'],
  [/proxy/i, 'mend.proxy'],
  [/no trusted connection|certificate|\bTLS\b/i, 'mend.tls'],
  [/credential|status 40[13]|token/i, 'mend.credential'],
  [/broker|MQTT|mqtt|session/, 'mend.broker'],
  [/no device .*online|devices? .*offline|login/, 'mend.logins'],
  [/gateway|status (?:429|50[234])/, 'mend.gateway'],
  [/No answer within|timed out|TIMEOUT/i, 'mend.timeout'],
  [/no connection|ECONN|closed the connection|RESET/i, 'mend.connection'],
];

/** The rules are about English; the words are of the language that is spoken. */
function toldIn(check: ReportCheck): { text: string; mend: string | null } {
  const shown = linesOf(check.message)[0] ?? say('mend.no-reason', {});
  const english = linesOf(englishOf(check).message)[0] ?? '';
  const plain = english.replace(PREFIX, '');
  if (!SELF_HELP.test(plain)) {
    const kind = MENDS.find(([pattern]) => pattern.test(plain))?.[1];
    return { text: withoutPrefix(shown), mend: kind === undefined ? null : say(kind, {}) };
  }
  const [, text, mend] = (tongue().language === 'en' ? SELF_HELP : SELF_HELP_ZH).exec(withoutPrefix(shown)) ?? [];
  if (text === undefined || mend === undefined) return { text: withoutPrefix(shown), mend: null };
  return { text, mend: `${mend.charAt(0).toUpperCase()}${mend.slice(1)}` };
}

const withoutPrefix = (message: string) => message.replace(PREFIX, '').replace(PREFIX_ZH, '');
