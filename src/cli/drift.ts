import { EXIT, type ExitCode } from '../verdict/exit-code.ts';
export async function drift(): Promise<ExitCode> {
  return EXIT.conformant;
}
