import { listed, phrase, say, tell, told } from '../../messages/speech.ts';
import { plural } from '../../report/words.ts';
import type { GateChange, GateReport, GateSemver, GateUse } from '../gate.gen.ts';
import { isWhole, MOST_NAMED, sayOperation, sayPart, sayUse } from '../title.ts';

const TITLES: Readonly<Record<GateReport['verdict'], string>> = {
  breaking: phrase`Breaking`,
  warning: phrase`Compatible, with warnings`,
  compatible: phrase`Compatible`,
};

/** What a report comes to; where nothing but the allow file fails, that. */
export function headlineOf({ verdict, changes, stale }: Pick<GateReport, 'verdict' | 'changes' | 'stale'>): string {
  const isStale = stale.length > 0 && !changes.some((change) => change.class === 'breaking' && !change.accepted);
  return isStale ? tell`The allow file is out of date` : told(TITLES[verdict]);
}

/** "no change; 2 entries of the allow file must go". */
export const sayWhole = ({ changes, stale }: Pick<GateReport, 'changes' | 'stale'>): string =>
  tally(changes) +
  (stale.length === 0
    ? ''
    : stale.length === 1
      ? tell`; an entry of the allow file must go`
      : tell`; ${stale.length} entries of the allow file must go`);

const CLASSES: Readonly<Record<GateChange['class'], string>> = {
  breaking: phrase`breaking`,
  warning: phrase`warning`,
  compatible: phrase`compatible`,
};
/** "breaking". */
export const className = (name: GateChange['class']): string => told(CLASSES[name]);

export const MARKS: Readonly<Record<GateChange['class'], string>> = { breaking: '✗', warning: '!', compatible: '✓' };

/** "accepted (breaking)". */
export const acceptedName = ({ class: kind }: GateChange): string => tell`accepted (${className(kind)})`;

/** Who accepted a change, why, and until when. */
export const sayAccepted = ({ reason, owner, expires }: NonNullable<GateChange['accepted']>): string =>
  tell`accepted: ${reason} (${owner}, until ${expires})`;

/** "2 breaking changes, 1 warning, 3 compatible changes"; "no change". */
function tally(changes: readonly GateChange[]): string {
  const of = (name: GateChange['class']) =>
    changes.filter((change) => change.class === name && !change.accepted).length;
  const accepted = changes.filter((change) => change.accepted).length;
  const parts = [
    [of('breaking'), 'breaking change'],
    [of('warning'), 'warning'],
    [of('compatible'), 'compatible change'],
    [accepted, 'accepted change'],
  ] as const;
  return listed(parts.flatMap(([n, what]) => (n > 0 ? [plural(n, what)] : []))) || tell`no change`;
}

/** How many things of a list are told, and how many are left. */
export const some = (list: readonly string[], most: number) =>
  listed(list.slice(0, most)) + (list.length > most ? tell` and ${list.length - most} more` : '');

/** Texts of documents may be of any length; whole ones are in gate.json. */
export const short = (text: string, most = 400): string => (text.length > most ? `${text.slice(0, most)}...` : text);

/** "request body of POST /v2/devices"; the operation alone where the whole is meant. */
export const placeOf = (change: Pick<GateChange, 'operation' | 'part' | 'field'>): string => {
  const operation = sayOperation(change.operation);
  return isWhole(change) ? operation : say('gate.place', { part: sayPart(change.part), operation });
};

const MOST_USES = 8;

/** Places of use, one after the other. */
export const joinUses = (uses: readonly string[]): string => uses.join(say('gate.uses.between', {}));

/**
 * The other places of use, with the class there where it is not that of the change. Nothing where the title names them all
 * and the change is everywhere the same.
 */
export function usesOf(change: GateChange): string[] {
  if (change.uses.length <= MOST_NAMED + 1 && change.uses.every((use) => use.class === change.class)) return [];
  const named = (use: GateUse) =>
    `${sayUse(use, change)}${use.class === change.class ? '' : tell` (${className(use.class)} there)`}`;
  const all = [...new Set(change.uses.slice(1).map(named))];
  const left = all.length - MOST_USES;
  return left > 0 ? [...all.slice(0, MOST_USES), tell`and ${left} more places`] : all;
}

/** "api.yaml:12" */
export const lineOf = ({ at: { file, line } }: GateChange): string => (line === null ? file : `${file}:${line}`);

/** What makes the gate fail. */
export type FailOn = 'breaking' | 'warning' | 'bump';

export const fails = ({ class: found, accepted }: GateChange, failOn: FailOn): boolean =>
  !accepted && failOn !== 'bump' && (found === 'breaking' || (failOn === 'warning' && found === 'warning'));

const BUMPS: Readonly<Record<Exclude<GateSemver['asked'], 'none'>, string>> = {
  major: phrase`major`,
  minor: phrase`minor`,
  patch: phrase`patch`,
};

/** Which bump is asked for, and whether it was made. */
export function saySemver({ base, head, asked, made, isEnough }: GateSemver): string {
  const wanted =
    asked === 'none'
      ? tell`The changes ask for no new version`
      : tell`The changes ask for a ${told(BUMPS[asked])} version`;
  if (base === null || head === null)
    return tell`${wanted}; ${base === null ? tell`the base` : tell`the head`} states none.`;
  const way = `${base} -> ${head}`;
  if (isEnough === null) return tell`${wanted}; ${way} is not counted as major.minor.patch.`;
  if (made === null) return tell`${wanted}; ${way} goes back.`;
  const did = made === 'none' ? tell`the version stayed ${head}` : tell`${way} is a ${told(BUMPS[made])} one`;
  return isEnough ? tell`${wanted}; ${did}: enough.` : tell`${wanted}; ${did}: too little.`;
}

/** What is said of the entries of the allow file that have to go. */
export const sayStale = ({ why, change }: GateReport['stale'][number]): string =>
  tell`the allow file has an entry that must go (${told(STALE[why])}): ${change}`;

const STALE: Readonly<Record<GateReport['stale'][number]['why'], string>> = {
  'no such change': phrase`no such change`,
  expired: phrase`expired`,
};
