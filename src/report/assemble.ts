import type { Message } from '../base/message.ts';
import { see } from '../checks/seen.ts';
import { type Taken, taken } from '../checks/taken.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { curlsOf } from '../exchange/curl.ts';
import { shown } from '../exchange/evidence.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { leavesOnline, onSameConnection } from '../exchange/same-connection.ts';
import { inEnglish, innermost, message } from '../messages/messages.ts';
import type { RunRecord } from '../run/record.ts';
import { type Breach, breachesOf, type Outcome, type Result } from '../verdict/outcome.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { OutcomeCounts, Report, ReportFinding, ReportSaid } from './report.gen.ts';

export interface Facts {
  deployment: Deployment;
  suite: { version: string; score: string | null };
  run: {
    seed: number | null;
    partial: boolean;
    strict: boolean;
    contracts?: true;
    /** Who ran it; nobody is named by default. */
    by?: string | null;
    /** Of a partial run: how many checks there are. */
    selectedFrom?: number;
  };
  startedAt: Date;
  durationMs: number;
  /** The base address to print in curl commands; differs from the deployment's for a mock that is gone afterwards. */
  curlBaseUrl: string;
}

/** The report of a run: content of report.json, keys in the order of its schema. Pure. */
export function assemble(
  record: RunRecord,
  results: readonly Result[],
  { verdict, reasons, said }: Verdict,
  facts: Facts,
): Report {
  const { deployment } = facts;
  const byId = new Map(record.exchanges.map((x) => [x.id, x]));
  const effects = effectsOf(record);
  const counts = (of: readonly Result[]): OutcomeCounts => {
    const count = (outcome: Outcome) => of.filter((result) => result.outcome === outcome).length;
    return {
      passed: count('passed'),
      failed: count('failed'),
      waived: count('waived'),
      'not-applicable': count('not-applicable'),
      'not-testable': count('not-testable'),
      withheld: count('withheld'),
      error: count('error'),
    };
  };
  const ofLevel = (level: string) => counts(results.filter(({ check }) => check.level === level));
  return {
    schemaVersion: '1.0',
    suite: {
      name: 'roma-conformance',
      version: facts.suite.version,
      edition: record.setting.edition.id,
      score: facts.suite.score,
      page: { ...record.setting.edition.page },
      schemas: record.setting.edition.schemas,
    },
    run: {
      seed: facts.run.seed,
      partial: facts.run.partial,
      interrupted: record.interrupted,
      ...(facts.run.contracts && { contracts: true }),
      ...(facts.run.by && { by: facts.run.by }),
      ...(facts.run.partial && facts.run.selectedFrom !== undefined && { selectedFrom: facts.run.selectedFrom }),
    },
    deployment: {
      name: deployment.name,
      baseUrl: deployment.baseUrl,
      edition: deployment.edition,
      projectId: deployment.projectId,
      instanceId: deployment.instanceId,
      devices: deployment.devices.map(({ id, watchOnly }) => ({ id, watchOnly })),
      witness: record.setting.witness,
      claims: { compat20: deployment.claims.compat20 },
      ...(deployment.version !== null && { version: deployment.version }),
      ...(Object.keys(deployment.labels).length > 0 && { labels: deployment.labels }),
    },
    startedAt: facts.startedAt.toISOString(),
    durationMs: Math.round(facts.durationMs),
    verdict,
    summary: {
      total: results.length,
      outcomes: counts(results),
      levels: { MUST: ofLevel('MUST'), SHOULD: ofLevel('SHOULD'), MAY: ofLevel('MAY') },
      exchanges: record.exchanges.length,
      reasons,
      ...(said && { said: said.map(saidEntry) }),
      strict: facts.run.strict,
    },
    checks: results.map((result) => checkEntry(result, record, byId, facts)),
    remarks: remarksOf(record, results),
    exchanges: record.exchanges.map((x) => exchangeEntry(shown(x), effects.get(x.id) ?? [])),
    events: record.sessions.map(({ at, device, event, by, witness }) => ({
      atMs: Math.round(at),
      device,
      event,
      by,
      witness,
    })),
  };
}

const lines = (texts: readonly string[]) => (texts.length === 0 ? null : [...new Set(texts)].join('\n'));

function checkEntry(
  { check, outcome, findings, message, said, waiver }: Result,
  record: RunRecord,
  byId: ReadonlyMap<string, Exchange>,
  { deployment, curlBaseUrl }: Facts,
): Report['checks'][number] {
  const breaches = breachesOf(findings);
  const cited = [...new Set(findings.flatMap((finding) => (finding.kind === 'remark' ? [] : finding.exchanges)))];
  const own = record.exchanges.filter((x) => x.check === check.id && x.repeatOf === null).map((x) => x.id);
  const exchanges = cited.length > 0 ? cited : own;
  const first = breaches[0]?.exchanges[0] ?? cited[0];
  // Where it takes several requests to see it, all of them, one after the other.
  const toSend = breaches[0]?.inOrder ? breaches[0].exchanges : first === undefined ? [] : [first];
  const place = { ...deployment, baseUrl: curlBaseUrl };
  const again = toSend.flatMap((id) => byId.get(id) ?? []);
  const commands = curlsOf(
    again.map((x, i) => {
      const before = again[i - 1];
      return { request: x.request, joins: before !== undefined && onSameConnection(before, x) && leavesOnline(before) };
    }),
    place,
  );
  return {
    id: check.id,
    title: check.title,
    ...(check.titleSaid && { titleSaid: saidEntry(check.titleSaid) }),
    level: check.level,
    ...(check.provisional !== undefined && { provisional: check.provisional }),
    clauses: check.clauses.filter((clause) => record.setting.edition.clause(clause)),
    outcome,
    message,
    expected: lines(breaches.map(({ expected }) => expected)),
    actual: lines(breaches.map(({ actual }) => actual)),
    exchanges,
    ...(breaches.length > 0 && { findings: breaches.map(findingEntry) }),
    ...(said && { reason: saidEntry(said) }),
    ...(waiver && { waiver: saidEntry(waiver) }),
    reproduce: breaches.length > 0 && commands.length > 0 ? commands.join('\n') : null,
  };
}

/** What a judge said of itself, as data. */
const saidEntry = ({ kind, values }: Message): ReportSaid => ({ kind, values: { ...values } });

function findingEntry({ said: { message, expected, actual }, exchanges, seenIn }: Breach): ReportFinding {
  return {
    kind: innermost(message).kind,
    message: saidEntry(message),
    expected: saidEntry(expected),
    actual: saidEntry(actual),
    exchanges,
    ...(seenIn && { seenIn: [...seenIn] }),
  };
}

/** Remarks of checks in their order, then what the run itself noticed. */
function remarksOf(record: RunRecord, results: readonly Result[]): Report['remarks'] {
  const throttled = [...new Set(record.exchanges.flatMap((x) => x.throttled.map(({ status }) => status)))].sort();
  return [
    ...results.flatMap(({ check, findings }) => {
      const said = new Map(
        findings.flatMap((finding) => (finding.kind === 'remark' ? [[finding.text, finding.said] as const] : [])),
      );
      return [...said].map(([text, one]) => ({ check: check.id, text, said: saidEntry(one) }));
    }),
    ...record.notes.map((said) => (typeof said === 'string' ? { check: null, text: said } : noticed(said))),
    ...throttled.map((status) => noticed(message('noticed.throttled', { status }))),
    ...[...record.unconfirmed].sort().map((device) => noticed(message('noticed.lost-once', { device }))),
  ];
}

/** A remark of the run itself. */
const noticed = (said: Message): Report['remarks'][number] => ({
  check: null,
  text: inEnglish(said),
  said: saidEntry(said),
});

const exchangeEntry = (x: Exchange, effects: readonly Effect[]): Report['exchanges'][number] => ({
  id: x.id,
  check: x.check,
  request: { method: x.request.method, url: x.url, headers: x.requestHeaders, body: x.request.body },
  answer: x.answer && {
    status: x.answer.status,
    headers: x.answer.headers,
    body: x.answer.body,
    bytes: x.answer.bytes,
    truncated: x.answer.truncated,
    sha256: x.answer.sha256,
  },
  failure: x.failure && {
    code: x.failure.code,
    message: x.failure.message,
    ...(x.failure.said && { said: x.failure.said }),
  },
  sentAtMs: Math.round(x.sentAt),
  durationMs: Math.round(x.answeredAt - x.sentAt),
  throttled: x.throttled.length,
  repeatOf: x.repeatOf,
  ...(x.retryOf != null && { retryOf: x.retryOf }),
  ...(effects.length > 0 && { effects: effects.map(effectEntry) }),
});

function effectsOf(record: RunRecord): Map<string, Effect[]> {
  const seen = see(record);
  const effects = new Map<string, Effect[]>();
  for (const one of taken(seen)) {
    const upMs = one.x.sentAt - seen.upSince(one.device, one.x.sentAt);
    const effect = { ...one, upMs: Number.isFinite(upMs) ? upMs : null };
    const known = effects.get(one.x.id);
    if (known) known.push(effect);
    else effects.set(one.x.id, [effect]);
  }
  return effects;
}

interface Effect extends Taken {
  /** How long the device had been online when the request was sent. */
  upMs: number | null;
}

const effectEntry = ({ device, after, watched, lostTo, upMs }: Effect) => ({
  device,
  offlineAfterMs: after === null ? null : Math.round(after),
  watchedMs: Math.round(watched),
  // A deployment may know of a session only some time after the device does.
  ...(after === null && upMs !== null && { upMs: Math.round(upMs) }),
  ...(lostTo && { lostTo: lostTo.id }),
});
