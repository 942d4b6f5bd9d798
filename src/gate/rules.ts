/** Every kind of change, by its id. An id never changes: gate.yaml, code scanning and dashboards know it. */

export interface Rule {
  /** What kind of change it is, in a sentence without its full stop. */
  text: string;
  /** What happened to the part that it is about; {before} and {after} are the values. For what is no schema. */
  says?: string;
}

const WAS = '{keyword} was {before} and is {after}';

const STRUCTURE = {
  'document/added': { text: 'A document is new in the folder', says: 'the document is new' },
  'document/removed': { text: 'A document is gone from the folder', says: 'the document is gone' },
  'operation/added': { text: 'An operation is new', says: 'the operation is new' },
  'operation/removed': { text: 'An operation is gone', says: 'the operation is gone' },
  'operation/deprecated': { text: 'An operation is deprecated now', says: 'it is deprecated now' },
  'operation/deprecation-withdrawn': {
    text: 'An operation is not deprecated any more',
    says: 'it is not deprecated any more',
  },
  'operation/sunset-missing': {
    text: 'An operation is deprecated and does not say until when it stays (x-sunset)',
    says: 'it is deprecated without a day until which it stays',
  },
  'operation/sunset-too-soon': {
    text: 'The day until which a deprecated operation stays (x-sunset) is too near',
    says: 'it stays until {after} only',
  },
  'operation/sunset-earlier': {
    text: 'The day until which a deprecated operation stays (x-sunset) was brought forward',
    says: 'it stayed until {before} and stays until {after}',
  },
  'operation/server-added': { text: 'An address of a server is new', says: 'it is served under {after} too' },
  'operation/server-removed': {
    text: 'An address of a server is gone',
    says: 'it is not served under {before} any more',
  },
  'callback/added': { text: 'A callback is new', says: 'the callback is new' },
  'callback/removed': { text: 'A callback is gone', says: 'the callback is gone' },
  'webhook/added': { text: 'A webhook is new', says: 'the webhook is new' },
  'webhook/removed': { text: 'A webhook is gone', says: 'the webhook is gone' },
  'parameter/added': { text: 'A parameter is new and may be left out', says: 'it is new' },
  'parameter/added-required': { text: 'A parameter is new and required', says: 'it is new and required' },
  'parameter/removed': { text: 'A parameter is gone', says: 'it is gone' },
  'parameter/required': { text: 'A parameter is required now', says: 'it is required now' },
  'parameter/optional': { text: 'A parameter may be left out now', says: 'it may be left out now' },
  'parameter/style': { text: 'A parameter is written otherwise', says: WAS },
  'parameter/allow-reserved': { text: 'allowReserved of a parameter changed', says: WAS },
  'parameter/allow-empty-value': { text: 'allowEmptyValue of a parameter changed', says: WAS },
  'parameter/deprecated': { text: 'A parameter is deprecated, or is not any more', says: WAS },
  'body/added': { text: 'A body may be sent now', says: 'it is new' },
  'body/added-required': { text: 'A body is required that was not described', says: 'it is new and required' },
  'body/removed': { text: 'A body is not described any more', says: 'it is gone' },
  'body/required': { text: 'A body is required now', says: 'it is required now' },
  'body/optional': { text: 'A body may be left out now', says: 'it may be left out now' },
  'media-type/added': { text: 'A media type is new', says: '{after} is new' },
  'media-type/removed': { text: 'A media type is gone', says: '{before} is gone' },
  'media-type/parameters': { text: 'The parameters of a media type changed', says: '{before} is {after} now' },
  'encoding/style': { text: 'A member of a form is written otherwise', says: 'its style was {before} and is {after}' },
  'encoding/content-type': {
    text: 'A member of a form is of another content type',
    says: 'its content type was {before} and is {after}',
  },
  'response/added': { text: 'A status is new', says: 'it is new' },
  'response/removed': { text: 'A status is gone', says: 'it is gone' },
  'response/success-added': { text: 'A status of success is new', says: 'it is new' },
  'response/success-removed': { text: 'A status of success is gone', says: 'it is gone' },
  'response/range-narrowed': { text: 'Of a range of statuses only some may come', says: 'only {after} may come' },
  'header/added': { text: 'A header of an answer is new', says: 'it is new' },
  'header/added-required': {
    text: 'A header of a request of ours is new and required',
    says: 'it is new and required',
  },
  'header/removed': { text: 'A header of an answer is gone', says: 'it is gone' },
  'header/required': { text: 'A header of an answer always comes now', says: 'it always comes now' },
  'header/optional': { text: 'A header of an answer may be missing now', says: 'it may be missing now' },
  'header/style': { text: 'A list or an object in a header is written otherwise', says: WAS },
  'header/content': { text: 'A header of an answer is written otherwise', says: WAS },
  'security/address': {
    text: 'A credential is had from somewhere else',
    says: 'it was had from {before} and is from {after}',
  },
  'security/added': { text: 'Another credential is enough too', says: '{after} is enough too' },
  'security/removed': { text: 'A credential is not enough any more', says: '{before} is not enough any more' },
  'security/required': { text: 'A credential is required now', says: 'a credential is required now' },
  'pact/unmet': { text: 'The description does not keep what a pact relies on', says: 'it is not met' },
  'pact/interaction': { text: 'An interaction of a pact changed', says: 'it changed' },
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
