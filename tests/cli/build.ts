import { execFileSync } from 'node:child_process';

/** The command line is tested as it is shipped. */
export default function build(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
