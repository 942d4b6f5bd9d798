import { createRequire } from 'node:module';
import type { Document, LineCounter as Lines, YAMLError } from 'yaml';
import { tell } from '../messages/speech.ts';

/** What a text holds, with every integer as a bigint, or what is wrong with it (without its contents). */
export type YamlText = { ok: true; value: unknown } | { ok: false; problems: string[] };

/** More uses of anchors than any deployment needs; a few nested ones could fill the memory. */
const MOST_ALIASES = 32;

/**
 * Reads YAML 1.2, and so JSON, without losing a digit: one document, no key twice, no tags of its own. The messages of
 * the parser are not passed on, because they may repeat a piece of the text, and that may be a secret.
 */
export function readYaml(text: string): YamlText {
  const { LineCounter, parseAllDocuments } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      intAsBigInt: true,
      uniqueKeys: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter: lines,
    });
    if (!Array.isArray(documents) || documents.length === 0)
      return { ok: false, problems: [tell`is empty; describe a deployment`] };
    const problems = documents.flatMap((document) => problemsOf(document, lines));
    if (documents.length > 1) problems.push(tell`holds ${documents.length} documents; keep one in each file`);
    if (problems.length > 0) return { ok: false, problems };
    const value: unknown = documents[0]?.toJS({ maxAliasCount: MOST_ALIASES });
    const endless = endlessIn(value, new Set());
    return endless === null ? { ok: true, value } : { ok: false, problems: [endless] };
  } catch (error) {
    // Aliases are followed only here; the two errors differ in nothing but their text.
    const message = error instanceof Error ? error.message : '';
    if (message.startsWith('Unresolved alias')) {
      return {
        ok: false,
        problems: [tell`has an alias (*) without its anchor; write the value, or quote a text with *`],
      };
    }
    if (message.startsWith('Excessive alias count')) {
      return { ok: false, problems: [tell`uses too many aliases (*); write the values out`] };
    }
    return { ok: false, problems: [tell`cannot be read as YAML or JSON (too deeply nested?)`] };
  }
}

/** No file of ours or of an API needs a tenth of it. */
const MOST_DEPTH = 500;

/** An anchor may stand inside what it names, also by way of a merge key (<<): whoever walks that never ends. */
function endlessIn(value: unknown, around: Set<object>): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (around.has(value)) return tell`has an alias (*) inside what it stands for, which has no end; write the value out`;
  if (around.size >= MOST_DEPTH) return tell`is nested more than ${MOST_DEPTH} levels deep`;
  around.add(value);
  for (const inner of Object.values(value)) {
    const problem = endlessIn(inner, around);
    if (problem !== null) return problem;
  }
  around.delete(value);
  return null;
}

const MOST_TOLD = 10;

function problemsOf({ errors, warnings, directives }: Document, lines: Lines): string[] {
  const found = [...errors, ...warnings].map((error) => tell`${sayPlace(error, lines)}: ${sayCode(error)}`);
  // YAML 1.1 reads 010 as eight and yes as true.
  if (directives?.yaml.explicit && directives.yaml.version !== '1.2')
    found.push(tell`asks for YAML 1.1; remove the %YAML line`);
  // What one mistake makes of the rest of a file is told once.
  return [...new Set(found)].slice(0, MOST_TOLD);
}

function sayPlace({ pos }: YAMLError, lines: Lines): string {
  const { line, col } = lines.linePos(pos[0]);
  return tell`line ${line}, column ${col}`;
}

function sayCode({ code }: YAMLError): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return tell`a key is there twice; keep one`;
    case 'TAG_RESOLVE_FAILED':
      return tell`a tag (!) that is not known; write the plain value, and quote a text that begins with !`;
    case 'BAD_ALIAS':
      return tell`an alias (*) without its anchor; write the value, and quote a text that begins with *`;
    case 'BAD_INDENT':
    case 'TAB_AS_INDENT':
      return tell`wrong indentation; use spaces, the same number for keys of the same level`;
    case 'MISSING_CHAR':
      return tell`a character is missing (a quote, a bracket, a comma or a colon)`;
    case 'RESOURCE_EXHAUSTION':
      return tell`nested too deeply; write it with fewer levels`;
    case 'MULTIPLE_DOCS':
      return tell`a second document begins; keep one in each file`;
    default:
      return tell`no valid YAML or JSON (${code.toLowerCase().replaceAll('_', ' ')})`;
  }
}
