/**
 * The user asked for something that cannot be done: a wrong flag, file, key or variable. The message is complete (it
 * names the place, what is wrong and what to do; one problem per line) and holds no secrets. The CLI exits with 2.
 */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
