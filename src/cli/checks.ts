import { catalogue } from '../checks/catalogue.ts';
import { tell, tongue } from '../messages/speech.ts';
import { EXIT, type ExitCode } from '../verdict/exit-code.ts';

/** `checks`: lists the catalogue. */
export async function printChecks({ json }: { json?: boolean }): Promise<ExitCode> {
  const rows = catalogue.map(({ id, level, clauses, title, core, provisional }) => ({
    id,
    level,
    core: core === true,
    clauses,
    title,
    ...(provisional !== undefined && { provisional }),
  }));
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const { id, level, clauses, title, provisional } of rows)
      process.stdout.write(
        `${id.padEnd(38)} ${level.padEnd(6)} ${clauses.join(', ').padEnd(24)} ${tongue().names.titles[id] ?? title}${provisional === undefined ? '' : tell` (provisional in ${provisional})`}\n`,
      );
  return EXIT.conformant;
}
