import { execFileSync } from 'node:child_process';

/** The command line is tested as it is shipped; it is built where anything that it is made of changed since. */
export default function build(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-changed'], { stdio: 'inherit' });
}
