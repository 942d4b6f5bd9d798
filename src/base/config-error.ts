/**
 * The user asked for something that cannot be done: a wrong flag, file, key or variable. The message is complete (it
 * names the place, what is wrong and what to do; one problem per line) and holds no secrets. The command line ends with 2.
 *
 * @since 0.1.0
 */
export class ConfigError extends Error {
  /** "ConfigError", or that of a kind of it. */
  override name = 'ConfigError';
}
