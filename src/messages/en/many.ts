/** What a call for several deployments says at its end, and while it goes on. */
export const many = {
  'many.no-verdict': 'No verdict',
  'many.not-begun': 'Not begun',
  'many.deployment': 'deployment',
  'many.verdict': 'verdict',
  'many.time': 'time',
  'many.what': 'what was found',
  'many.more': '{listed} and {n} more',
  'many.errors': 'checks that could not be judged: {n}',
  'many.not-listed': 'conformant and not listed here: {n}',
  'many.count': '{verdict} {n}',
  'many.all': '{deployments} in {duration}: {counts}',
  'many.progress': '{done} of {total} done, {running} running',
  'many.running': '{name} ({done} of {total})',
} as const;
