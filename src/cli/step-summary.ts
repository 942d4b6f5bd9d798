import { appendFile } from 'node:fs/promises';
import { tell } from '../messages/speech.ts';
import { type Print, toStreams } from './print.ts';

/** The page of a run of GitHub Actions shows what stands in that file. */
export async function addToSummary(markdown: string, print: Print = toStreams): Promise<void> {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (!path) return;
  try {
    await appendFile(path, markdown);
  } catch (error) {
    print.err(tell`GITHUB_STEP_SUMMARY cannot be written (${(error as NodeJS.ErrnoException).code})\n`);
  }
}
