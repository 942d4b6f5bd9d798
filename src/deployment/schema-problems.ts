import { nearest } from '../base/suggest.ts';
import type { Violation } from '../edition/edition.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { listed, phrase, tell, told } from '../messages/speech.ts';
import { member, type Origin, type Problem, segments } from './problem.ts';
import { sayKeyword, sayKnown, sayViolation } from './schema-words.ts';
import { at, isMembers, listAt } from './tree.ts';

const SCHEMA = 'deployment.schema.json';

/**
 * What the schema says against a deployment, in the words of whoever wrote it. `plain` holds no bigint. Device ids are
 * left out: a double cannot judge them.
 */
export function schemaProblems(plain: unknown, origin: Origin): Problem[] {
  const violations = judgeBySchema(SCHEMA, plain).filter(
    (violation) =>
      !isInChoice(violation.pointer) &&
      !isId(violation.pointer) &&
      !isAboutHeaderName(violation.pointer, violation.keyword) &&
      !isAboutShortDevice(violation),
  );
  const choices = choicesOf(plain).flatMap(({ pointer, value, kinds }) => {
    const chosen = choose(value, kinds);
    if ('text' in chosen) return [{ pointer, text: chosen.text }];
    return judgeBySchema(SCHEMA, value, chosen.kind).map((violation) =>
      problemOf({ ...violation, pointer: pointer + violation.pointer }, plain, origin),
    );
  });
  return [...violations.map((violation) => problemOf(violation, plain, origin)), ...choices];
}

/** An error in one branch of `oneOf` brings errors in the others: choices are judged by the branch that was meant. */
const isInChoice = (pointer: string) => /^\/(auth|devices\/\d+\/mqtt)(\/|$)/.test(pointer);

const isId = (pointer: string) =>
  /^\/(devices\/\d+\/id|absent\/(deviceId|deviceIds\/\d+|ranges\/\d+\/\d+))$/.test(pointer);

/** Names of headers are judged with the rules, which can say which one it is. */
const isAboutHeaderName = (pointer: string, keyword: string) =>
  (pointer === '/headers' && (keyword === 'propertyNames' || keyword === 'pattern')) ||
  // The pattern that a name breaks is said already.
  (pointer === '/labels' && keyword === 'propertyNames');

/** A device that is only an id is spelled out before it comes here; anything else was meant for an object. */
const isAboutShortDevice = ({ pointer, keyword, message }: Violation) =>
  /^\/devices\/\d+$/.test(pointer) && (keyword === 'anyOf' || message.includes('integer'));

/** For each key that tells the branches of a choice apart, the definition that it belongs to. */
type Kinds = Readonly<Record<string, string>>;

const AUTH: Kinds = { token: 'tokenAuth', iam: 'iamAuth', aksk: 'akskAuth' };
const LOGIN: Kinds = {
  clientId: 'consoleLogin',
  username: 'consoleLogin',
  password: 'consoleLogin',
  deviceId: 'secretLogin',
  secret: 'secretLogin',
};

function choicesOf(plain: unknown): { pointer: string; value: unknown; kinds: Kinds }[] {
  const logins = listAt(at(plain, 'devices')).map((device, i) => ({
    pointer: `/devices/${i}/mqtt`,
    value: at(device, 'mqtt'),
    kinds: LOGIN,
  }));
  return [{ pointer: '/auth', value: at(plain, 'auth'), kinds: AUTH }, ...logins].filter(
    ({ value }) => value !== undefined,
  );
}

function choose(value: unknown, kinds: Kinds): { kind: string } | { text: string } {
  if (!isMembers(value)) return { text: sayKeyword('type', value, 'must be object') };
  const keys = Object.keys(value);
  const chosen = new Map(keys.filter((key) => Object.hasOwn(kinds, key)).map((key) => [kinds[key] ?? '', key]));
  const [kind] = chosen.keys();
  if (chosen.size > 1)
    return { text: tell`has ${[...chosen.values()].join(' and ')}, which exclude each other; keep one` };
  if (kind !== undefined) return { kind };
  const near = keys.map((key) => nearest(key, Object.keys(kinds))).find((known) => known !== undefined);
  const names = listed(Object.keys(AUTH));
  const wanted = kinds === AUTH ? tell`one of ${names}` : tell`clientId, username and password, or deviceId and secret`;
  return { text: tell`names no credential; give ${wanted}${near === undefined ? '' : tell` (did you mean ${near}?)`}` };
}

/** What a pattern asks for. Those that a value may not be shown for are here too. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^\/name$/, phrase`must begin with a letter or a digit and hold only letters, digits, ".", "_" and "-", at most 64`],
  [
    /(^\/projectId|\/?instanceId)$/,
    phrase`must hold only letters, digits, ".", "_" and "-", at most 64; copy it from the console`,
  ],
  [
    /^\/auth\//,
    phrase`is empty, or has a space, a line break or a character beyond ASCII, which no header can carry; copy it again`,
  ],
  [/^\/labels$/, phrase`has a name that is not of letters, digits, ".", "_" and "-", at most 63; rename it`],
  [/^\/(labels\/.*|version)$/, phrase`is empty or has a control character; write a word`],
  [/^\/headers\//, phrase`has a control character or one beyond ASCII; remove it`],
  [/^\/allow\/hosts\//, phrase`is no host; write a name, without scheme and path`],
  [/\/check$/, phrase`is no id of a check; write it as in reports: errors/request-id-unique`],
  [/\/expires$/, phrase`is no date; write it as 2027-01-31`],
];

function problemOf(violation: Violation, plain: unknown, origin: Origin): Problem {
  const { pointer, keyword, key, message } = violation;
  if (key === undefined) {
    const value = at(plain, ...segments(pointer));
    return { pointer, text: sayHere(keyword, value, pointer, message) };
  }
  if (keyword === 'required') return { pointer: member(pointer, key), text: tell`is missing; ${origin.addIt}` };
  // Beside secrets, an unknown key may be one, a colon or a key forgotten.
  if (isInChoice(pointer) && !message.endsWith('?'))
    return { pointer, text: tell`has a key that is not known; ${sayKnown(message)}` };
  return sayViolation(violation, undefined);
}

function sayHere(keyword: string, value: unknown, pointer: string, message: string): string {
  if (keyword === 'pattern') return told(PATTERNS.find(([place]) => place.test(pointer))?.[1] ?? message);
  if (keyword === 'minItems' && pointer === '/devices') return tell`is empty; declare at least one sacrificial device`;
  return sayKeyword(keyword, value, message);
}
