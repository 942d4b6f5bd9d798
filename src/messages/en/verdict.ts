/** Why the verdict is what it is, and what is said of a result beside its findings. */
export const verdict = {
  'verdict.untold': 'it shows only in what came, which holds a secret and is not written down',
  'verdict.not-so': 'not so: {title}',
  'verdict.must-failed': '{n} MUST checks failed.',
  'verdict.must-failed.one': '{n} MUST check failed.',
  'verdict.should-failed': '{n} SHOULD checks failed, which counts under --strict.',
  'verdict.should-failed.one': '{n} SHOULD check failed, which counts under --strict.',
  'verdict.core-not-run': '{n} core MUST checks could not be run: {checks}.',
  'verdict.core-not-run.one': '{n} core MUST check could not be run: {checks}.',
  'verdict.claimed-not-run': '{n} claimed checks could not be run: {checks}.',
  'verdict.claimed-not-run.one': '{n} claimed check could not be run: {checks}.',
  'verdict.none-run': 'No check was run.',
  'verdict.none-failed': 'No MUST check failed and every core check was run.',
  'verdict.none-failed-of-selected': 'No MUST check failed of those that were selected.',
  'verdict.others-not-run': '{n} other MUST checks could not be run.',
  'verdict.provisional-failed':
    '{n} MUST checks that are new in this release failed: {checks}. They will decide the verdict from the next minor release on.',
  'verdict.provisional-failed.one':
    '1 MUST check that is new in this release failed: {checks}. It will decide the verdict from the next minor release on.',
  'verdict.others-not-run.one': '{n} other MUST check could not be run.',
  'verdict.errors': '{n} MUST checks ended in an error: {checks}.',
  'verdict.errors.one': '{n} MUST check ended in an error: {checks}.',
  'verdict.errors-of-one-cause': '{n} MUST checks ended in an error, and all for one cause.',
  'verdict.waived': 'waived: {reason} (owner {owner}, expires {expires})',
  'verdict.waiver-expired': 'its waiver expired on {expires}: {reason} (owner {owner}, expires {expires})',
  'verdict.waiver-idle': 'the check passed, so its waiver has to go: {reason} (owner {owner}, expires {expires})',
} as const;
