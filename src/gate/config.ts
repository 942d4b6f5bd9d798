/** gate.yaml: what a team settles for its own description. */

import { ConfigError } from '../base/config-error.ts';
import { nearest } from '../base/suggest.ts';
import { member, type Problem, segments } from '../deployment/problem.ts';
import { sayViolation } from '../deployment/schema-words.ts';
import { at as valueIn } from '../deployment/tree.ts';
import { placed } from '../deployment/yaml-lines.ts';
import { readYaml } from '../deployment/yaml-text.ts';
import { judgeBySchema } from '../edition/json-schema.ts';
import { tell } from '../messages/speech.ts';
import type { Operation } from './api.ts';
import type { Change, ChangeClass, Spot } from './change.ts';
import type { Pairs } from './compare/apis.ts';
import type { GateConfig, GateFilter, GateSeverity } from './gate.gen.ts';
import type { ApiInput } from './read/input.ts';
import { valueAt } from './read/texts.ts';
import { keywordRule, NAMED_OTHERWISE, rules } from './rules.ts';
import { isMembers, roundedOf, treeOf } from './tree.ts';

export type Config = GateConfig;

/** Reads the settings. Throws a ConfigError that names file, line and pointer. */
export function readConfig(path: string, text: string): Config {
  const yaml = readYaml(text);
  if (!yaml.ok)
    throw new ConfigError(
      yaml.problems.map((one) => `${path}: ${one.replace(/^is empty;.*/, tell`is empty`)}`).join('\n'),
    );
  const config = roundedOf(treeOf(yaml.value)) as Config;
  const known = Object.keys(rules);
  const unknown = Object.keys(config?.rules ?? {}).filter((id) => !known.includes(id));
  const unknownAt = unknown.map((id) => member('/rules', id));
  const problems: Problem[] = [
    ...violationsOf(config).filter(({ pointer }) => !unknownAt.includes(pointer)),
    ...unknown.map((id) => {
      const near = nearRule(id);
      return {
        pointer: member('/rules', id),
        text: tell`there is no such rule${near === undefined ? tell`; docs/gate.md lists them` : tell`; did you mean ${near}?`}`,
      };
    }),
  ];
  if (problems.length === 0) return config;
  throw new ConfigError(placed(path, text, problems));
}

/** What the schema says, a sentence for each place. */
function violationsOf(config: unknown): Problem[] {
  const violations = judgeBySchema('gate-config.schema.json', config);
  // Of a severity every branch of the schema complains.
  const severities = new Set(violations.flatMap(({ pointer, keyword }) => (keyword === 'anyOf' ? [pointer] : [])));
  return [
    ...[...severities].map((pointer) => ({
      pointer,
      text: tell`is no class; write breaking, warning, compatible or off, or below it one of these for breaking, warning and compatible each`,
    })),
    ...violations
      .filter(({ pointer }) => !severities.has(pointer) && !isWithin(pointer, severities))
      .map((violation) => sayViolation(violation, valueIn(config, ...segments(violation.pointer)))),
  ];
}

const isWithin = (pointer: string, places: ReadonlySet<string>) =>
  [...places].some((place) => pointer.startsWith(`${place}/`));

/** The rule that was probably meant. */
function nearRule(id: string): string | undefined {
  const known = Object.keys(rules);
  const [, keyword] = /^schema\/(.*)$/s.exec(id) ?? [];
  if (keyword === undefined) return nearest(id, known);
  const named = keywordRule(keyword);
  const other = Object.hasOwn(NAMED_OTHERWISE, named) ? NAMED_OTHERWISE[named] : undefined;
  if (other !== undefined || known.includes(named)) return other ?? named;
  // All begin alike, so that alone makes nothing near.
  const keywords = known.flatMap((one) => (one.startsWith('schema/') ? one.slice('schema/'.length) : []));
  const near = nearest(keyword, keywords);
  return near === undefined ? undefined : `schema/${near}`;
}

/** The class that a change has by the settings; null where it is not to be told. */
export function classBy(
  config: Config | null,
  { rule, class: found }: Pick<Change, 'rule' | 'class'>,
): ChangeClass | null {
  const severity: GateSeverity | undefined = config?.rules?.[rule];
  if (severity === undefined) return found;
  const level =
    typeof severity === 'string' ? (found === 'compatible' && severity !== 'off' ? found : severity) : severity[found];
  return level === 'off' ? null : (level ?? found);
}

/** The input without what is internal. */
export function publicPart(input: ApiInput, config: Config | null): ApiInput {
  if (config?.internal !== 'skip') return input;
  const isPublic = ({ spot }: Operation) =>
    !isInternal(input, spot) && !isInternal(input, { ...spot, pointer: spot.pointer.replace(/\/[^/]*$/, '') });
  const { api } = input;
  const [operations, webhooks] = [api.operations.filter(isPublic), api.webhooks.filter(isPublic)];
  return { ...input, api: { ...api, operations, webhooks } };
}

const isInternal = ({ texts }: ApiInput, spot: Spot): boolean => {
  const value = valueAt(texts, spot);
  return isMembers(value) && value['x-internal'] === true;
};

/** What is to be compared by path and tag; an operation of both sides stays where either side is meant. */
export function chosenBy(config: Config | null, pairs: Pairs, base: ApiInput, head: ApiInput): Pairs {
  if (!config?.paths && !config?.tags) return pairs;
  const isWanted = (operation: Operation, { texts }: ApiInput): boolean => {
    const value = valueAt(texts, operation.spot);
    const tags = isMembers(value) && Array.isArray(value['tags']) ? value['tags'].map(String) : [];
    return passes(config.paths, operation.paths) && passes(config.tags, tags);
  };
  return {
    pairs: pairs.pairs.filter((one) => (one.head ? isWanted(one.head, head) : isWanted(one.base, base))),
    added: pairs.added.filter((one) => isWanted(one, head)),
    webhooks: {
      base: pairs.webhooks.base.filter((one) => isWanted(one, base)),
      head: pairs.webhooks.head.filter((one) => isWanted(one, head)),
    },
  };
}

function passes(filter: GateFilter | undefined, names: readonly string[]): boolean {
  const isNamed = (globs: readonly string[]) =>
    globs.some((glob) => names.some((name) => expressionOf(glob).test(name)));
  return !isNamed(filter?.skip ?? []) && (!filter?.only || isNamed(filter.only));
}

const expressionOf = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .split('*')
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
