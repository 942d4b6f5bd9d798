import { audit } from './phrases/audit.ts';
import { command } from './phrases/command.ts';
import { compare } from './phrases/compare.ts';
import { contracts } from './phrases/contracts.ts';
import { deployment } from './phrases/deployment.ts';
import { doctor } from './phrases/doctor.ts';
import { gate } from './phrases/gate.ts';
import { help } from './phrases/help.ts';
import { many } from './phrases/many.ts';

/** What the command line says. */
export const phrases: Readonly<Record<string, string>> = {
  ...audit,
  ...command,
  ...compare,
  ...contracts,
  ...deployment,
  ...doctor,
  ...gate,
  ...help,
  ...many,
};
