import { NumberText } from '../../base/json.ts';
import type { Tree } from '../tree.ts';
import type { Type } from './shapes.ts';

/** Where what integers a format allows is known, it is a bound like others. */
export const FORMAT_RANGES: Readonly<Record<string, readonly [number | NumberText, number | NumberText]>> = {
  int32: [-2147483648, 2147483647],
  int64: [new NumberText('-9223372036854775808'), new NumberText('9223372036854775807')],
};

const NUMERIC = /^(u?int(8|16|32|64)?|float|double|decimal.*|single-int|double-int|.*second|.*minute|unix.*)$/;
const TEXTUAL =
  /^(date|time|date-time|duration|idn-.*|email|hostname|ipv[46]|uri.*|iri.*|uuid|json-pointer|relative-json-pointer|regex|byte|binary|password|file|base64url|char|url)$/;

/** Whether a format is about values of one of these types; a format that is not known is about all of them. */
export const isFormatAbout = (format: Tree, types: ReadonlySet<Type>): boolean => {
  const name = String(format);
  if (NUMERIC.test(name)) return types.has('integer') || types.has('fraction');
  return TEXTUAL.test(name) ? types.has('string') : types.size > 0;
};
