import { ConfigError } from '../base/config-error.ts';
import type { Clause } from '../edition/edition.ts';
import { message } from '../messages/messages.ts';
import { ENGLISH, speaking, tell } from '../messages/speech.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { type Accepted, applyAllow } from './allow.ts';
import { type Change, changeOf, within, worstFirst, worstOf } from './change.ts';
import { comparePairs, type Pairs, pairUp } from './compare/apis.ts';
import { told } from './compare/told.ts';
import { type Config, chosenBy, classBy, publicPart } from './config.ts';
import { compareConsumers, speaksOf } from './consumers.ts';
import { sunsetChanges, withNotice } from './deprecation.ts';
import type { GateChange, GateConsumer, GateReport } from './gate.gen.ts';
import { comparePacts, pactAgainst } from './pacts.ts';
import type { ApiInput, FolderInput, Input } from './read/input.ts';
import { linesOf } from './read/lines.ts';
import { pathOf, type Texts } from './read/texts.ts';
import { semverOf } from './semver.ts';
import { titleOf } from './title.ts';
import { touchedBy } from './touched.ts';

export interface GateOptions {
  base: Input;
  head: Input;
  /** "POST /v2/...", or "all"; without it force-offline, of folders all. */
  operation?: string | undefined;
  pacts: readonly PactFile[];
  allow: readonly Accepted[];
  /** The settings of the team and their file. */
  config?: { path: string; settings: Config } | null;
  /** Whether to say which bump of the version the changes ask for. */
  semver?: boolean;
  /** YYYY-MM-DD, UTC. */
  today: string;
  /** Of the reference edition. */
  clauses: readonly Clause[];
}

/** A change, and where a reviewer looks. */
type Located = Change & Pick<GateChange, 'at'>;

interface Findings {
  changes: Located[];
  consumers: GateConsumer[];
}

/** What the settings leave of a comparison that had so many operations. */
interface Compared {
  of: number;
  left: number;
}

/**
 * Classifies every change between two inputs, and says whom it breaks. Prints nothing. Throws a ConfigError where they
 * cannot be held against each other.
 */
export async function gate(options: GateOptions): Promise<GateReport> {
  const { base, head } = options;
  if (options.semver && (base.kind !== 'api' || head.kind !== 'api'))
    throw new ConfigError(tell`--semver holds one version against another: name two documents`);
  const { changes, consumers } = await findingsOf(options);
  return reportOf(options, worstFirst(changes), consumers);
}

async function findingsOf(options: GateOptions): Promise<Findings> {
  const { base, head } = options;
  if (base.kind === 'folder' && head.kind === 'folder') return folderFindings(base, head, options);
  if (base.kind === 'folder' || head.kind === 'folder')
    throw new ConfigError(
      tell`${base.kind === 'folder' ? base.name : head.name} is a folder of documents, and the other side is none; name two folders or two documents`,
    );
  if (base.kind === 'api' && head.kind === 'api') {
    const { compared, ...findings } = await apiFindings(base, head, options);
    refuseNothing(compared, options);
    return findings;
  }
  if (base.kind === 'pact' && head.kind === 'pact')
    return { changes: await located(comparePacts(base, head), head.texts), consumers: [] };
  const api = base.kind === 'api' ? base : (head as ApiInput);
  const pact = base.kind === 'pact' ? base : head.kind === 'pact' ? head : null;
  if (!pact) throw new Error('one side is an API and the other a pact');
  const { pairs, problem } = pairUp(api.api, api.api, options.operation);
  if (problem !== null) throw new ConfigError(problem);
  const operations = pairs.map((pair) => pair.base);
  const changes = await pactAgainst(pact, operations, base.kind === 'pact' ? 'base' : 'head');
  return { changes: await located(changes, head.texts), consumers: [] };
}

async function apiFindings(
  before: ApiInput,
  after: ApiInput,
  options: GateOptions,
): Promise<Findings & { compared: Compared }> {
  const config = options.config?.settings ?? null;
  const [base, head] = [publicPart(before, config), publicPart(after, config)];
  const { problem, ...all } = pairUp(base.api, head.api, options.operation);
  if (problem !== null) throw new ConfigError(problem);
  const pairs = chosenBy(config, all, base, head);
  const found = withNotice(await comparePairs(pairs), base, config, options.today);
  const sunset = sunsetChanges(pairs, base, head, config, options.today);
  const changes = [...found, ...sunset].flatMap((change) => classified(change, config));
  const consumers: GateConsumer[] = [];
  for (const pair of pairs.pairs) {
    const pacts = options.pacts.filter((pact) => speaksOf(pact, pair.base));
    consumers.push(...(await compareConsumers(pacts, pair.base, pair.head)));
  }
  const of = (one: Pairs) => one.pairs.length + one.added.length + one.webhooks.base.length + one.webhooks.head.length;
  const compared = { of: of(all), left: of(pairs) };
  return { changes: await located(changes, head.texts), consumers, compared };
}

/** Filters that leave nothing are a mistake in them: an empty comparison must not look like a clean one. */
function refuseNothing({ of, left }: Compared, { config }: GateOptions): void {
  if (of === 0 || left > 0) return;
  throw new ConfigError(
    tell`${config?.path ?? 'gate.yaml'}: none of the ${of} operations passes \`paths\` and \`tags\`, so nothing would be compared; mend the filter`,
  );
}

function classified(change: Change, config: Config | null): Change[] {
  const found = classBy(config, change);
  if (found === null) return [];
  if (found === change.class) return [change];
  const uses = change.uses.map((use) => (use.class === change.class ? { ...use, class: found } : use));
  return [{ ...change, class: found, uses }];
}

/** Documents of the same path against each other; those that are new or gone are told. */
async function folderFindings(base: FolderInput, head: FolderInput, options: GateOptions): Promise<Findings> {
  const config = options.config?.settings ?? null;
  const changes: Located[] = [];
  const consumers: GateConsumer[] = [];
  const compared: Compared = { of: 0, left: 0 };
  for (const file of [...new Set([...base.documents.keys(), ...head.documents.keys()])].sort()) {
    const [before, after] = [base.documents.get(file), head.documents.get(file)];
    if (before && after) {
      const found = await apiFindings(before, after, { ...options, operation: options.operation ?? 'all' });
      compared.of += found.compared.of;
      compared.left += found.compared.left;
      changes.push(...found.changes.map((change) => ({ ...change, ...within(file, change) })));
      consumers.push(...found.consumers);
    } else {
      const side = (before ?? after) as ApiInput;
      const at = { file: pathOf(side.texts, null), line: null };
      for (const change of classified(lone(file, before !== undefined), config)) changes.push({ ...change, at });
    }
  }
  refuseNothing(compared, options);
  return { changes, consumers };
}

const lone = (file: string, isGone: boolean): Change =>
  changeOf(
    told({
      rule: isGone ? 'document/removed' : 'document/added',
      class: isGone ? 'breaking' : 'compatible',
      operation: file,
      part: 'document',
      keyword: 'document',
      ...(isGone ? { base: { file, pointer: '' }, before: file } : { head: { file, pointer: '' }, after: file }),
      reason: message(isGone ? 'gate.why.document/removed' : 'gate.why.document/added', {}),
    }),
  );

/** With the places where a reviewer looks: in the head, also for what is gone from it. */
async function located(changes: readonly Change[], head: Texts): Promise<Located[]> {
  const spots = changes.map(({ head: at, base: old }) => {
    if (at) return at;
    const file = old?.file ?? null;
    return { file: file !== null && head.trees.has(file) ? file : null, pointer: old?.pointer ?? '' };
  });
  const lineAt = await linesOf(head.source, spots);
  return changes.map((change, i) => {
    const spot = spots[i] ?? { file: null, pointer: '' };
    return { ...change, at: { file: pathOf(head, spot.file), line: lineAt(spot) } };
  });
}

/** Puts a report together. Pure. */
function reportOf(
  { base, head, allow, today, clauses, config, semver }: GateOptions,
  changes: readonly Located[],
  consumers: GateConsumer[],
): GateReport {
  const { accepted, left, stale } = applyAllow(changes, allow, today);
  const termsOf = (change: Change) => {
    const by = accepted.find((one) => one.change === change)?.by;
    return by ? { reason: by.reason, owner: by.owner, expires: by.expires } : null;
  };
  const isVersioned = semver && base.kind === 'api' && head.kind === 'api';
  return {
    schemaVersion: '1.2',
    base: base.name,
    head: head.name,
    verdict: stale.length > 0 ? 'breaking' : worstOf(left),
    config: config?.path ?? null,
    semver: isVersioned ? semverOf(changes, base.version, head.version) : null,
    changes: changes.map((change) => ({
      fingerprint: change.fingerprint,
      class: change.class,
      rule: change.rule,
      title: speaking(ENGLISH, () => titleOf(change)),
      says: change.says,
      operation: change.operation,
      part: change.part,
      field: change.field,
      pointer: change.pointer,
      at: change.at,
      base: change.base,
      head: change.head,
      uses: change.uses,
      keyword: change.keyword,
      before: change.before,
      after: change.after,
      reason: change.reason,
      witness: change.witness,
      said: change.said,
      accepted: termsOf(change),
    })),
    consumers,
    touched: touchedBy(
      changes.filter((change) => change.class !== 'compatible'),
      clauses,
    ),
    stale: stale.map(({ entry, why }) => ({ fingerprint: entry.fingerprint, change: entry.change, why })),
  };
}
