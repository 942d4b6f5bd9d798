import { existsSync } from 'node:fs';
import { ConfigError } from '../base/config-error.ts';
import { type Accepted, acceptAll, printAllow } from '../gate/allow.ts';
import type { GateReport } from '../gate/gate.gen.ts';
import { compareInBounds } from '../gate/in-bounds.ts';
import { type GateFormatName, gateFiles, gateFormatList, gateFormats } from '../gate/report/formats.ts';
import { type FailOn, fails, saySemver } from '../gate/report/words.ts';
import type { GateTask, NamedText } from '../gate/task.ts';
import { listed, tell } from '../messages/speech.ts';
import { suite } from '../suite/identity.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
import { type Documents, formatsOf, printDocuments, removeDocuments, writeDocument } from './documents.ts';
import { namedText } from './evidence-file.ts';
import { refuseWrongDay } from './expiry.ts';
import { MODES } from './folder.ts';
import { OWN_PACTS, readPacts } from './pact-files.ts';
import { addToSummary } from './step-summary.ts';
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
  config?: string;
  root?: string;
  semver?: boolean;
  /** Where it is not named, one format is printed and several are written into the usual folder. */
  out?: string;
  /** Of processor time. */
  maxSeconds: string;
}

/** In bytes: tens of thousands of accepted changes. */
const MOST_SETTINGS = 16 * 1024 * 1024;
const CONFIG = 'gate.yaml';

/** Where several formats are written. */
const USUAL_OUT = 'reports/gate';

const FAIL_ON: readonly FailOn[] = ['breaking', 'warning', 'bump'];

/** `gate`: classifies what changed between two descriptions of the API, and ends with 1 where a consumer breaks. */
export async function runGate(flags: GateFlags): Promise<ExitCode> {
  if (flags.base === undefined || flags.head === undefined)
    throw new ConfigError(tell`gate needs --base and --head: an edition, an OpenAPI document, a pact, or git:REV:PATH`);
  const formats = formatsOf(flags.format, gateFormatList);
  const failOn = FAIL_ON.find((one) => one === flags.failOn);
  if (!failOn) throw new ConfigError(tell`--fail-on ${flags.failOn}: ${listed(FAIL_ON)} is wanted`);
  const terms = termsOf(flags);
  // Should this comparison die, those of another would pass for its own.
  const out = flags.out ?? USUAL_OUT;
  const isWritten = formats.length > 1 || flags.out !== undefined;
  if (flags.out !== undefined && formats.every((name) => gateFormats[name].file === null))
    throw new ConfigError(
      tell`--out ${flags.out}: ${listed(formats)} is printed, so nothing would be written; name a format that has a file`,
    );
  if (isWritten) await removeDocuments(out, gateFiles);
  const { base, head, operation, config, root, pacts } = flags;
  if (root !== undefined && !existsSync(root)) throw new ConfigError(tell`--root ${root}: no such folder`);
  const task: GateTask = {
    base,
    head,
    operation,
    allow: flags.allow === undefined ? undefined : settingsText(flags.allow, `--allow ${flags.allow}`),
    config: configOf(config),
    root,
    pacts: await readPacts([OWN_PACTS, ...pacts]),
    semver: flags.semver === true || failOn === 'bump',
    today: new Date().toISOString().slice(0, 10),
  };
  const { report, allow } = await compareInBounds(task, {
    seconds: secondsOf(flags.maxSeconds),
    setting: '--max-seconds',
  });
  if (failOn === 'bump' && report.semver?.isEnough === null)
    throw new ConfigError(
      tell`--fail-on bump: ${saySemver(report.semver)} Write info.version as 1.2.3 in both documents.`,
    );
  if (terms) await writeAllow(terms.path, report, failOn, allow, terms);
  const { version } = await suite();
  const rendering = { version, failOn, colour: wantsColour(process.stdout, process.env) };
  const documents = Object.fromEntries(
    gateFormatList.map((name) => {
      const { file, render } = gateFormats[name];
      return [name, { file, render: () => render(report, rendering) }];
    }),
  ) as Documents<GateFormatName>;
  await printDocuments(documents, formats, out, { mode: MODES.shared, isWritten });
  if (formats.includes('github')) await addToSummary(documents.markdown.render());
  return isFailed(report, failOn) && !terms ? EXIT.nonConformant : EXIT.conformant;
}

/** The file that is named, or the one of the working folder, if there is one. */
function configOf(named: string | undefined): NamedText | undefined {
  if (named === undefined) return existsSync(CONFIG) ? settingsText(CONFIG, CONFIG) : undefined;
  return settingsText(named, `--config ${named}`);
}

const settingsText = (path: string, name: string): NamedText => ({
  path,
  text: namedText(path, { name, most: MOST_SETTINGS }),
});

function isFailed(report: GateReport, failOn: FailOn): boolean {
  if (report.stale.length > 0) return true;
  if (failOn === 'bump') return report.semver?.isEnough !== true;
  return report.changes.some((change) => fails(change, failOn));
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,5}$/.test(text) || seconds === 0)
    throw new ConfigError(tell`--max-seconds ${text}: a whole number from 1 is wanted`);
  return seconds;
}

type Terms = Pick<Accepted, 'reason' | 'owner' | 'expires'> & { path: string };

function termsOf({ writeAllow: path, reason, owner, expires }: GateFlags): Terms | null {
  if (path === undefined) {
    if (reason !== undefined || owner !== undefined || expires !== undefined)
      throw new ConfigError(tell`--reason, --owner and --expires need --write-allow`);
    return null;
  }
  if (!reason || !owner || !expires)
    throw new ConfigError(tell`--write-allow needs --reason, --owner and --expires: an accepted change has all three`);
  refuseWrongDay(expires);
  return { path, reason, owner, expires };
}

/** Accepts what would fail; entries that fit no change any more go. */
async function writeAllow(
  path: string,
  report: GateReport,
  failOn: FailOn,
  before: readonly Accepted[],
  { reason, owner, expires }: Terms,
): Promise<void> {
  const counted = report.changes.filter(
    (one) => one.class === 'breaking' || (failOn === 'warning' && one.class === 'warning'),
  );
  const known = before.filter(({ fingerprint }) => !report.stale.some((one) => one.fingerprint === fingerprint));
  await writeDocument(path, printAllow(acceptAll(counted, known, { reason, owner, expires })), MODES.shared);
  process.stderr.write(tell`${path}: ${counted.length} accepted; commit it, and name it with --allow\n`);
}
