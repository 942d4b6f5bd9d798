import { appendFile } from 'node:fs/promises';

/** The page of a run of GitHub Actions shows what stands in that file. */
export async function addToSummary(markdown: string): Promise<void> {
  const path = process.env['GITHUB_STEP_SUMMARY'];
  if (!path) return;
  try {
    await appendFile(path, markdown);
  } catch (error) {
    process.stderr.write(`GITHUB_STEP_SUMMARY cannot be written (${(error as NodeJS.ErrnoException).code})\n`);
  }
}
