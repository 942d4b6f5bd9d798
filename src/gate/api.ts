import type { Spot } from './change.ts';
import type { Place } from './graph/places.ts';

/** In which direction a value travels, seen from the consumer: it sends a request and receives a response. */
export type Role = 'request' | 'response';

/** An API description as it is compared: schemas are places of its documents. */
export interface Api {
  /** The input as it was named. */
  source: string;
  operations: Operation[];
  /** Calls that the API makes by itself. */
  webhooks: Operation[];
}

export interface Operation {
  /** "POST /v2/{project_id}/...": the path of the server comes before that of the operation. */
  name: string;
  method: string;
  /** With the path of the first server. */
  path: string;
  /** With the path of each server, templates of servers written out. */
  paths: string[];
  spot: Spot;
  isDeprecated: boolean;
  parameters: Parameter[];
  body: Body | null;
  responses: Response[];
  /** null: the description says nothing about it. Each alternative lists the credentials that it takes together. */
  security: Credential[][] | null;
  securitySpot: Spot;
  callbacks: Operation[];
}

/** A credential by what it is, not by the name of its scheme. */
export interface Credential {
  scheme: string;
  scopes: string[];
  /** Where it is had, as the description says it; where a credential comes from is no part of what it is. */
  addresses: string;
  /** Of what says so. */
  spot: Spot;
}

export interface Parameter {
  in: 'path' | 'query' | 'header' | 'cookie' | 'querystring';
  name: string;
  required: boolean;
  /** How a list or an object is written in it: "form, exploded"; or the media type of its content. */
  style: string;
  isText: boolean;
  isDeprecated: boolean;
  allowReserved: boolean;
  allowEmptyValue: boolean;
  schema: Place;
  spot: Spot;
}

export interface Body {
  required: boolean;
  media: Media[];
  spot: Spot;
}

export interface Media {
  /** In lower case, without parameters: "application/json". */
  type: string;
  /** Its parameters but charset, in the order of their names: "version=2". */
  parameters: string;
  schema: Place;
  /** How members of a form are written, where that is not the usual way. */
  encoding: ReadonlyMap<string, Encoding>;
  spot: Spot;
}

export interface Encoding {
  style: string;
  contentType: string;
  /** Of its part in a multipart body. */
  headers: readonly Header[];
}

export interface Response {
  /** "200", "4XX" or "default". */
  status: string;
  media: Media[];
  headers: Header[];
  spot: Spot;
}

export interface Header {
  name: string;
  required: boolean;
  style: string;
  isText: boolean;
  schema: Place;
  spot: Spot;
}

/** Names the variables of a path by their position: their own names do not matter. */
export const anonymous = (path: string): string => path.replace(/\{[^}/]*\}/g, '{}');

/** Without the slash at its end. */
export const bare = (path: string): string => path.replace(/(?<=.)\/+$/, '');

/** A step of a JSON pointer. */
export const escapeStep = (step: string | number): string => String(step).replaceAll('~', '~0').replaceAll('/', '~1');
export const pointerTo = (base: string, ...steps: (string | number)[]): string =>
  [base, ...steps.map(escapeStep)].join('/');

/** The steps of a JSON pointer. */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
