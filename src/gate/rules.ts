/**
 * Every kind of change, by its id. An id never changes: gate.yaml, code scanning and dashboards know it. What is said of a
 * change that is about no schema stands in the messages, as `gate.says.` and the id.
 */

export interface Rule {
  /** What kind of change it is, in a sentence without its full stop. */
  text: string;
}

const STRUCTURE = {
  'document/added': { text: 'A document is new in the folder' },
  'document/removed': { text: 'A document is gone from the folder' },
  'operation/added': { text: 'An operation is new' },
  'operation/removed': { text: 'An operation is gone' },
  'operation/deprecated': { text: 'An operation is deprecated now' },
  'operation/deprecation-withdrawn': {
    text: 'An operation is not deprecated any more',
  },
  'operation/sunset-missing': {
    text: 'An operation is deprecated and does not say until when it stays (x-sunset)',
  },
  'operation/sunset-too-soon': {
    text: 'The day until which a deprecated operation stays (x-sunset) is too near',
  },
  'operation/sunset-earlier': {
    text: 'The day until which a deprecated operation stays (x-sunset) was brought forward',
  },
  'operation/server-added': { text: 'An address of a server is new' },
  'operation/server-removed': {
    text: 'An address of a server is gone',
  },
  'callback/added': { text: 'A callback is new' },
  'callback/removed': { text: 'A callback is gone' },
  'webhook/added': { text: 'A webhook is new' },
  'webhook/removed': { text: 'A webhook is gone' },
  'parameter/added': { text: 'A parameter is new and may be left out' },
  'parameter/added-required': { text: 'A parameter is new and required' },
  'parameter/removed': { text: 'A parameter is gone' },
  'parameter/required': { text: 'A parameter is required now' },
  'parameter/optional': { text: 'A parameter may be left out now' },
  'parameter/style': { text: 'A parameter is written otherwise' },
  'parameter/allow-reserved': { text: 'allowReserved of a parameter changed' },
  'parameter/allow-empty-value': { text: 'allowEmptyValue of a parameter changed' },
  'parameter/deprecated': { text: 'A parameter is deprecated, or is not any more' },
  'body/added': { text: 'A body may be sent now' },
  'body/added-required': { text: 'A body is required that was not described' },
  'body/removed': { text: 'A body is not described any more' },
  'body/required': { text: 'A body is required now' },
  'body/optional': { text: 'A body may be left out now' },
  'media-type/added': { text: 'A media type is new' },
  'media-type/removed': { text: 'A media type is gone' },
  'media-type/parameters': { text: 'The parameters of a media type changed' },
  'encoding/style': { text: 'A member of a form is written otherwise' },
  'encoding/content-type': {
    text: 'A member of a form is of another content type',
  },
  'response/added': { text: 'A status is new' },
  'response/removed': { text: 'A status is gone' },
  'response/success-added': { text: 'A status of success is new' },
  'response/success-removed': { text: 'A status of success is gone' },
  'response/range-narrowed': { text: 'Of a range of statuses only some may come' },
  'header/added': { text: 'A header of an answer is new' },
  'header/added-required': {
    text: 'A header of a request of ours is new and required',
  },
  'header/removed': { text: 'A header of an answer is gone' },
  'header/required': { text: 'A header of an answer always comes now' },
  'header/optional': { text: 'A header of an answer may be missing now' },
  'header/style': { text: 'A list or an object in a header is written otherwise' },
  'header/content': { text: 'A header of an answer is written otherwise' },
  'security/address': {
    text: 'A credential is had from somewhere else',
  },
  'security/added': { text: 'Another credential is enough too' },
  'security/removed': { text: 'A credential is not enough any more' },
  'security/required': { text: 'A credential is required now' },
  'pact/unmet': { text: 'The description does not keep what a pact relies on' },
  'pact/interaction': { text: 'An interaction of a pact changed' },
} as const satisfies Readonly<Record<string, Rule>>;

/** Keywords whose rule has a name of its own. */
const NAMED = {
  'schema/member-added': { text: 'A member of an object is new' },
  'schema/member-removed': { text: 'A member of an object is gone' },
  'schema/required': { text: 'A member is required now, or is not any more' },
  'schema/type': { text: 'The type changed' },
  'schema/type-stated': { text: 'The type is written out that the other keywords are about' },
  'schema/schema': { text: 'Nothing is allowed in a place any more, or something is' },
  'schema/alternative-added': { text: 'An alternative of anyOf or oneOf is new' },
  'schema/alternative-removed': { text: 'An alternative of anyOf or oneOf is gone' },
  'schema/alternatives': { text: 'Alternatives of anyOf or oneOf cannot be held against each other' },
  'schema/alternatives-overlap': { text: 'Values fit several alternatives of oneOf, and so none' },
  'schema/if': { text: 'A condition (if, then, else) changed' },
} as const satisfies Readonly<Record<string, Rule>>;

/** The id of a rule with a name of its own; those about a keyword come besides. */
export type StructureRule = keyof typeof STRUCTURE | keyof typeof NAMED;

const KEYWORDS = [
  'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format',
  'minItems maxItems uniqueItems contains minProperties maxProperties propertyNames patternProperties',
  'additionalProperties unevaluatedProperties unevaluatedItems dependentRequired dependentSchemas dependencies',
  'enum const default deprecated discriminator xml not x-extensible-enum x-ms-discriminator-value',
].flatMap((line) => line.split(' '));

/** Keywords of which a rule of another name tells. */
export const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
  'schema/nullable': 'schema/type',
  'schema/x-nullable': 'schema/type',
  'schema/properties': 'schema/member-removed',
  'schema/any-of': 'schema/alternative-removed',
  'schema/one-of': 'schema/alternative-removed',
};

/** The id of the rule about a keyword of JSON Schema. */
export const keywordRule = (keyword: string): string =>
  `schema/${keyword.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`;

/** Every rule, by its id. */
export const rules: Readonly<Record<string, Rule>> = {
  ...STRUCTURE,
  ...NAMED,
  ...Object.fromEntries(KEYWORDS.map((keyword) => [keywordRule(keyword), { text: `${keyword} changed` }])),
  'allow-file/stale': { text: 'An accepted change is not there any more, or its day is past' },
};

/** What a rule is about. A keyword that no rule is about gets one of its own. */
export const ruleText = (id: string): string =>
  Object.hasOwn(rules, id) ? (rules[id] as Rule).text : `${id.slice(id.indexOf('/') + 1)} changed`;
