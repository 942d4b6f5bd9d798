/** Ids as anchors: `uri/post#1` becomes `x-uri/post.23.1`. Different ids never share one. */
const encoded = (id: string) =>
  id.replace(/[^A-Za-z0-9/-]/gu, (character) => `.${(character.codePointAt(0) ?? 0).toString(16)}.`);

export const checkAnchor = (id: string): string => `check-${encoded(id)}`;
export const exchangeAnchor = (id: string): string => `x-${encoded(id)}`;
export const clauseAnchor = (id: string): string => `clause-${encoded(id)}`;
export const familyAnchor = (name: string): string => `family-${encoded(name)}`;
