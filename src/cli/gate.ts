import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
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
import { makeFolder, replaceFile } from './folder.ts';
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
  const formats = formatsOf(flags.format);
  if (flags.failOn !== 'breaking' && flags.failOn !== 'warning')
    throw new ConfigError(`--fail-on ${flags.failOn}: breaking or warning is wanted`);
  const terms = termsOf(flags);
  // Should this comparison die, those of another would pass for its own.
  if (formats.length > 1)
    await Promise.all(Object.values(FILES).map((file) => rm(join(flags.out, file), { force: true }).catch(() => {})));
  const today = new Date().toISOString().slice(0, 10);
  const [allow, pacts, base, head] = await Promise.all([
    flags.allow === undefined ? [] : readAllowFile(flags.allow),
    readPacts([OWN_PACTS, ...flags.pacts]),
    readInput(flags.base),
    readInput(flags.head),
  ]);
  const report = await compare(base, head, { flags, allow, pacts, today, names: [flags.base, flags.head] });
  if (terms) await writeAllow(terms.path, report, flags, allow, terms);
  await print(report, formats, flags);
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
    const { pairs, problem } = pairUp(base.api, head.api, wantedOf(flags));
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

async function readAllowFile(path: string): Promise<Accepted[]> {
  try {
    return readAllow(path, await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`--allow ${path}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

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
  await replace(path, printAllow(acceptAll(counted, known, { reason, owner, expires })));
  process.stderr.write(`${path}: ${counted.length} accepted; commit it, and name it with --allow\n`);
}

async function replace(path: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await replaceFile(path, text);
  } catch (error) {
    throw new ConfigError(`${path}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function formatsOf(asked: readonly string[]): Format[] {
  const names = asked.flatMap((list) => list.split(',')).map((name) => name.trim());
  return names.map((name) => {
    const format = FORMATS.find((one) => one === name);
    if (format) return format;
    const near = nearest(name, FORMATS);
    throw new ConfigError(
      `--format ${name}: no such format; ${near === undefined ? `there are ${FORMATS.join(', ')}` : `did you mean ${near}?`}`,
    );
  });
}

/** One format is printed; of several the text is printed, and the others are written into the folder. */
async function print(report: GateReport, formats: readonly Format[], flags: GateFlags): Promise<void> {
  const { version } = await suite();
  const render = (format: Format): string => {
    switch (format) {
      case 'text':
        return renderGateText(report, { colour: wantsColour(process.stdout, process.env) });
      case 'json':
        return renderGateJson(report);
      case 'markdown':
        return renderGateMarkdown(report);
      case 'sarif':
        return renderGateSarif(report, version);
      case 'junit':
        return renderGateJunit(report, flags.failOn === 'warning' ? 'warning' : 'breaking');
    }
  };
  const [only] = formats;
  if (formats.length === 1 && only) {
    process.stdout.write(render(only));
    return;
  }
  if (formats.includes('text')) process.stdout.write(render('text'));
  const written: string[] = [];
  for (const format of formats) {
    if (format === 'text') continue;
    const path = join(flags.out, FILES[format]);
    await replace(path, render(format));
    written.push(path);
  }
  process.stdout.write(`Reports: ${written.join(', ')}\n`);
}
