/**
 * The expression as Pact's engine reads it, or why it cannot be said there: that engine has neither look-around nor
 * back-references, and its `\d`, `\w`, `\s` and `.` mean more characters than in a JSON Schema.
 */
export function portablePattern(pattern: string): { regex: string } | { problem: string } {
  let regex = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '\\') {
      const next = pattern[++i] ?? '';
      const digits = inClass ? '0-9' : '[0-9]';
      const word = inClass ? 'A-Za-z0-9_' : '[A-Za-z0-9_]';
      if (next === 'd') regex += digits;
      else if (next === 'w') regex += word;
      else if (/[A-Za-z0-9]/.test(next)) return { problem: `\\${next} means something else to Pact, or nothing` };
      else regex += `\\${next}`;
    } else if (inClass) {
      if (char === '[' || (char === '&' && pattern[i + 1] === '&'))
        return { problem: 'a class inside a class means something else to Pact' };
      if (char === ']') inClass = false;
      regex += char;
    } else if (char === '(' && pattern[i + 1] === '?' && pattern[i + 2] !== ':') {
      return { problem: 'Pact knows no look-around and no named groups' };
    } else if (char === '.') {
      return { problem: 'the dot means other characters to Pact; name those that are meant' };
    } else {
      if (char === '[') inClass = true;
      regex += char;
    }
  }
  return { regex };
}
