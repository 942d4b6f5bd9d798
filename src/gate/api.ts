import type { Tree } from './tree.ts';

/**
 * An API description as it is compared: every schema in JSON Schema 2020-12, complete in itself (what it refers to is in
 * its $defs), and each with the JSON pointer of where it stands in its document.
 */
export interface Api {
  /** The input as it was named. */
  source: string;
  operations: Operation[];
}

export interface Operation {
  /** "POST /v2/{project_id}/...": the path of the server comes before that of the operation. */
  name: string;
  method: string;
  path: string;
  pointer: string;
  parameters: Parameter[];
  body: Body | null;
  responses: Response[];
  /** null: the description says nothing about it. Each alternative lists schemes with what they ask. */
  security: string[][] | null;
}

export interface Parameter {
  in: 'path' | 'query' | 'header' | 'cookie';
  name: string;
  required: boolean;
  /** How a list or an object is written in it: "form, exploded". */
  style: string;
  schema: Tree;
  pointer: string;
}

export interface Body {
  required: boolean;
  media: Media[];
  pointer: string;
}

export interface Media {
  /** In lower case, without parameters: "application/json". */
  type: string;
  schema: Tree;
  pointer: string;
}

export interface Response {
  /** "200", "4XX" or "default". */
  status: string;
  media: Media[];
  headers: Header[];
  pointer: string;
}

export interface Header {
  name: string;
  required: boolean;
  schema: Tree;
  pointer: string;
}

/** Names the variables of a path by their position: their own names do not matter. */
export const anonymous = (path: string): string => path.replace(/\{[^}/]*\}/g, '{}').replace(/(?<=.)\/+$/, '');

/** A step of a JSON pointer. */
export const escapeStep = (step: string | number): string => String(step).replaceAll('~', '~0').replaceAll('/', '~1');
export const pointerTo = (base: string, ...steps: (string | number)[]): string =>
  [base, ...steps.map(escapeStep)].join('/');
