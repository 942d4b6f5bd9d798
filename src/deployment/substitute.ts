import { tell } from '../messages/speech.ts';
import { member, type Problem } from './problem.ts';

/**
 * The tree with each ${NAME} in its string values replaced from the environment. What is put in is text: it is not read
 * again, and cannot become a key, a list or a number.
 */
export function substitute(tree: unknown, env: NodeJS.ProcessEnv): { tree: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  /** An alias makes one part of the tree appear in many places. */
  const done = new Map<object, unknown>();

  const walk = (value: unknown, pointer: string): unknown => {
    if (typeof value === 'string') return replaced(value, pointer);
    if (typeof value !== 'object' || value === null) return value;
    if (done.has(value)) return done.get(value);
    const copy = Array.isArray(value)
      ? value.map((item, i) => walk(item, `${pointer}/${i}`))
      : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, member(pointer, key))]));
    done.set(value, copy);
    return copy;
  };

  const replaced = (text: string, pointer: string) =>
    text.replace(/\$\{([A-Za-z_]\w*)?(\})?/g, (written, name: string | undefined, end: string | undefined) => {
      if (name === undefined || end === undefined) {
        problems.push({
          pointer,
          text: tell`has a dollar sign and { without a name and }; name a variable, and put a value with \${ itself into one`,
        });
        return written;
      }
      const value = env[name];
      if (value !== undefined) return value;
      problems.push({ pointer, text: tell`the environment variable ${name} is not set; set it, or add it to .env` });
      return written;
    });

  return { tree: walk(tree, ''), problems };
}
