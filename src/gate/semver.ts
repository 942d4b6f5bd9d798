/** Which bump of the version the changes ask for, and which was made. */
import type { ChangeClass } from './change.ts';
import type { GateBump, GateSemver } from './gate.gen.ts';

const BUMPS: readonly GateBump[] = ['none', 'patch', 'minor', 'major'];

interface Version {
  numbers: readonly [major: number, minor: number, patch: number];
  isPreview: boolean;
}

/** Of "1.2.3-rc.1+build": also "v1.2.3", and "1.2" for 1.2.0. */
function versionOf(text: string | null): Version | null {
  const found =
    /^v?(0|[1-9]\d{0,8})(?:\.(0|[1-9]\d{0,8}))?(?:\.(0|[1-9]\d{0,8}))?(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.exec(
      (text ?? '').trim(),
    );
  if (!found) return null;
  const [, major, minor, patch, preview] = found;
  return { numbers: [Number(major), Number(minor ?? 0), Number(patch ?? 0)], isPreview: preview !== undefined };
}

/** Breaking changes ask for a major version, all others for a minor one; accepted ones too, because readers meet them. */
export function semverOf(
  changes: readonly { class: ChangeClass }[],
  base: string | null,
  head: string | null,
): GateSemver {
  const [before, after] = [versionOf(base), versionOf(head)];
  const isBreaking = changes.some((change) => change.class === 'breaking');
  // Before 1.0.0 everything may change: the second number is raised where something breaks, the third where nothing does.
  const isEarly = before?.numbers[0] === 0;
  const asked: GateBump =
    changes.length === 0 ? 'none' : isBreaking ? (isEarly ? 'minor' : 'major') : isEarly ? 'patch' : 'minor';
  const made = before && after ? bumpBetween(before, after, base === head) : null;
  const isEnough = before && after ? made !== null && BUMPS.indexOf(made) >= BUMPS.indexOf(asked) : null;
  return { base, head, asked, made, isEnough };
}

/** Null where it goes back. */
function bumpBetween(before: Version, after: Version, isSame: boolean): GateBump | null {
  for (const [i, bump] of (['major', 'minor', 'patch'] as const).entries()) {
    const step = (after.numbers[i] ?? 0) - (before.numbers[i] ?? 0);
    if (step !== 0) return step > 0 ? bump : null;
  }
  if (!before.isPreview) return after.isPreview ? null : 'none';
  // 2.0.0-rc.1 to 2.0.0, or to another preview of it: all of that is new.
  return isSame ? 'none' : previewBump(before);
}

const previewBump = ({ numbers: [, minor, patch] }: Version): GateBump =>
  patch > 0 ? 'patch' : minor > 0 ? 'minor' : 'major';
