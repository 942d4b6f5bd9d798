import { dirname } from 'node:path';
import { ConfigError } from '../base/config-error.ts';
import { tell } from '../messages/speech.ts';
import { refuseWrongDay } from './expiry.ts';
import { replaceFile } from './folder.ts';

export interface WaiverFlags {
  writeWaivers?: string;
  reason?: string;
  owner?: string;
  expires?: string;
}

export interface WaiverTerms {
  path: string;
  reason: string;
  owner: string;
  expires: string;
}

/** Null where no waivers are to be written. Throws a ConfigError where something is missing. */
export function waiverTerms({ writeWaivers: path, reason, owner, expires }: WaiverFlags): WaiverTerms | null {
  if (path === undefined) {
    if (reason !== undefined || owner !== undefined || expires !== undefined)
      throw new ConfigError(tell`--reason, --owner and --expires need --write-waivers`);
    return null;
  }
  if (!reason || !owner || !expires)
    throw new ConfigError(tell`--write-waivers needs --reason, --owner and --expires: a waiver has all three`);
  refuseWrongDay(expires);
  return { path, reason, owner, expires };
}

/** Writes the waivers (YAML) for the checks that failed, to be copied into the deployment file. Gives how many. */
export async function writeWaivers(
  ids: readonly string[],
  { path, reason, owner, expires }: WaiverTerms,
): Promise<number> {
  const failed = new Set(ids);
  const quoted = JSON.stringify;
  const lines = [...failed].map(
    (check) =>
      `  - { check: ${check}, reason: ${quoted(reason)}, owner: ${quoted(owner)}, expires: ${quoted(expires)} }`,
  );
  const text = `# Copy this into the deployment file. A waiver that has expired, or whose check passes, counts as a failure.\nwaivers:${lines.length === 0 ? ' []' : ''}\n${lines.map((line) => `${line}\n`).join('')}`;
  try {
    await replaceFile(path, text, 0o644);
  } catch (error) {
    throw new ConfigError(
      tell`--write-waivers ${path}: ${dirname(path)} cannot be written to (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  return failed.size;
}
