import { ConfigError } from '../base/config-error.ts';
import { loadEdition, REFERENCE_EDITION } from '../edition/load.ts';
import { type Accepted, acceptAll, printAllow, readAllow } from '../gate/allow.ts';
import { pairUp } from '../gate/compare/apis.ts';
import type { GateReport } from '../gate/gate.gen.ts';
import { gate } from '../gate/gate.ts';
import { comparePacts, pactAgainst } from '../gate/pacts.ts';
import { OPERATION_PATH } from '../gate/read/edition.ts';
import { type Input, readInput } from '../gate/read/input.ts';
import { renderGateJson } from '../gate/report/json.ts';
import { renderGateJunit } from '../gate/report/junit.ts';
import { renderGateMarkdown } from '../gate/report/markdown.ts';
import { renderGateSarif } from '../gate/report/sarif.ts';
import { renderGateText } from '../gate/report/text.ts';
import type { PactFile } from '../pacts/pact-file.ts';
import { suite } from '../suite/identity.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { type Documents, formatsOf, printDocuments, removeDocuments, writeDocument } from './documents.ts';
import { namedText } from './evidence-file.ts';
import { MODES } from './folder.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';
import { wantsColour } from './terminal.ts';

export interface GateFlags {
  base?: string;
  head?: string;
  operation?: string;
  format: string[];
  failOn: string;
  allow?: string;
  writeAllow?: string;
  reason?: string;
  owner?: string;
  expires?: string;
  pacts: string[];
  out: string;
  drift?: boolean;
}

/** In bytes: tens of thousands of accepted changes. */
const MOST_ALLOW = 16 * 1024 * 1024;

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'junit'] as const;
type Format = (typeof FORMATS)[number];
const FILES: Readonly<Record<Format, string>> = {
  text: 'gate.txt',
  json: 'gate.json',
  markdown: 'gate.md',
  sarif: 'gate.sarif',
  junit: 'gate.xml',
};

/** `gate`: classifies what changed between two descriptions of the API, and ends with 1 where a consumer breaks. */
export async function runGate(flags: GateFlags): Promise<ExitCode> {
  if (flags.drift) {
    if (flags.base !== undefined || flags.head !== undefined)
      throw new ConfigError('--drift takes no --base and no --head');
    return (await import('./drift.ts')).drift();
  }
  if (flags.base === undefined || flags.head === undefined)
    throw new ConfigError('gate needs --base and --head: an edition, an OpenAPI document, a pact, or git:REV:PATH');
  const formats = formatsOf(flags.format, FORMATS);
  if (flags.failOn !== 'breaking' && flags.failOn !== 'warning')
    throw new ConfigError(`--fail-on ${flags.failOn}: breaking or warning is wanted`);
  const terms = termsOf(flags);
  // Should this comparison die, those of another would pass for its own.
  if (formats.length > 1) await removeDocuments(flags.out, Object.values(FILES));
  const today = new Date().toISOString().slice(0, 10);
  const [allow, pacts, base, head] = await Promise.all([
    flags.allow === undefined ? [] : readAllowFile(flags.allow),
    readPacts([OWN_PACTS, ...flags.pacts]),
    readInput(flags.base),
    readInput(flags.head),
  ]);
  const report = await compare(base, head, { flags, allow, pacts, today, names: [flags.base, flags.head] });
  if (terms) await writeAllow(terms.path, report, flags, allow, terms);
  await printDocuments(await documentsOf(report, flags), formats, flags.out, MODES.shared);
  const isFailed = report.verdict === 'breaking' || (report.verdict === 'warning' && flags.failOn === 'warning');
  return isFailed && !terms ? EXIT.nonConformant : EXIT.conformant;
}

interface Context {
  flags: GateFlags;
  allow: readonly Accepted[];
  pacts: readonly PactFile[];
  today: string;
  names: [string, string];
}

async function compare(base: Input, head: Input, { flags, allow, pacts, today, names }: Context): Promise<GateReport> {
  const common = { base: names[0], head: names[1], allow, today, clauses: loadEdition(REFERENCE_EDITION).clauses };
  if (base.kind === 'api' && head.kind === 'api') {
    const { problem, ...pairs } = pairUp(base.api, head.api, wantedOf(flags));
    if (problem !== null) throw new ConfigError(problem);
    return gate({ ...common, pairs, pacts });
  }
  if (base.kind === 'pact' && head.kind === 'pact') return comparePacts(base, head, common);
  const api = base.kind === 'api' ? base.api : head.kind === 'api' ? head.api : null;
  const pact = base.kind === 'pact' ? base : head.kind === 'pact' ? head : null;
  if (!api || !pact) throw new Error('one side is an API and the other a pact');
  const { pairs, problem } = pairUp(api, api, wantedOf(flags));
  if (problem !== null) throw new ConfigError(problem);
  return pactAgainst(
    pact,
    pairs.map((pair) => pair.base),
    base.kind === 'pact' ? 'base' : 'head',
    common,
  );
}

/** The force-offline operation, where it is in the description and nothing else is asked for. */
const wantedOf = ({ operation }: GateFlags): string => operation ?? `POST ${OPERATION_PATH}`;

const readAllowFile = (path: string): Accepted[] =>
  readAllow(path, namedText(path, { name: `--allow ${path}`, most: MOST_ALLOW }));

type Terms = Pick<Accepted, 'reason' | 'owner' | 'expires'> & { path: string };

function termsOf({ writeAllow: path, reason, owner, expires }: GateFlags): Terms | null {
  if (path === undefined) {
    if (reason !== undefined || owner !== undefined || expires !== undefined)
      throw new ConfigError('--reason, --owner and --expires need --write-allow');
    return null;
  }
  if (!reason || !owner || !expires)
    throw new ConfigError('--write-allow needs --reason, --owner and --expires: an accepted change has all three');
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(expires))
    throw new ConfigError(`--expires ${expires}: a day is wanted, such as 2027-01-31`);
  return { path, reason, owner, expires };
}

/** Accepts what would fail; entries that fit no change any more go. */
async function writeAllow(
  path: string,
  report: GateReport,
  { failOn }: GateFlags,
  before: readonly Accepted[],
  { reason, owner, expires }: Terms,
): Promise<void> {
  const counted = report.changes.filter(
    (one) => one.class === 'breaking' || (failOn === 'warning' && one.class === 'warning'),
  );
  const known = before.filter(({ fingerprint }) => !report.stale.some((one) => one.fingerprint === fingerprint));
  await writeDocument(path, printAllow(acceptAll(counted, known, { reason, owner, expires })), MODES.shared);
  process.stderr.write(`${path}: ${counted.length} accepted; commit it, and name it with --allow\n`);
}

/** What the report is written as. */
async function documentsOf(report: GateReport, { failOn }: GateFlags): Promise<Documents<Format>> {
  const { version } = await suite();
  return {
    text: {
      file: FILES.text,
      render: () => renderGateText(report, { colour: wantsColour(process.stdout, process.env) }),
    },
    json: { file: FILES.json, render: () => renderGateJson(report) },
    markdown: { file: FILES.markdown, render: () => renderGateMarkdown(report) },
    sarif: { file: FILES.sarif, render: () => renderGateSarif(report, version) },
    junit: {
      file: FILES.junit,
      render: () => renderGateJunit(report, failOn === 'warning' ? 'warning' : 'breaking'),
    },
  };
}
