/**
 * Whether a glob fits a text as a whole; `*` stands for any text, everything else for itself. Takes no more steps than the
 * product of the two lengths, however many stars there are: a later star makes it needless to go back to an earlier one.
 */
export function fits(written: string, text: string): boolean {
  const glob = written.replace(/\*+/g, '*');
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let i = 0; i < text.length; ) {
    if (glob[at] === '*') {
      star = at++;
      taken = i;
    } else if (glob[at] === text[i]) {
      at++;
      i++;
    } else if (star < 0) {
      return false;
    } else {
      at = star + 1;
      i = ++taken;
    }
  }
  return at === glob.length || glob.slice(at) === '*';
}
