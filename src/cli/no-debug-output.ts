/**
 * Imported before everything else: libraries and Node print passwords and tokens where DEBUG or NODE_DEBUG ask for their
 * debug output, so it is switched off, for child processes too.
 */
const { DEBUG, NODE_DEBUG, NODE_DEBUG_NATIVE } = process.env;
const asked = [DEBUG && 'DEBUG', NODE_DEBUG && 'NODE_DEBUG', NODE_DEBUG_NATIVE && 'NODE_DEBUG_NATIVE'].filter(Boolean);
if (asked.length > 0) {
  for (const name of ['DEBUG', 'NODE_DEBUG', 'NODE_DEBUG_NATIVE']) delete process.env[name];
  silenceNode(process.stderr);
  process.stderr.write(`${asked.join(' and ')}: debug output of libraries is off here, it would print credentials\n`);
}

/** Node read NODE_DEBUG when it started; each of its messages is written at once and begins like `HTTP 4711: `. */
function silenceNode(stream: NodeJS.WriteStream): void {
  const message = new RegExp(`^[A-Z0-9_-]+ (?:\\u001b\\[\\d+m)?${process.pid}(?:\\u001b\\[\\d+m)?: `);
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
  stream.write = ((...args: unknown[]) =>
    typeof args[0] === 'string' && message.test(args[0]) ? true : write(...args)) as typeof stream.write;
}
