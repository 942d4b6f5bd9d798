/** Longer names are cut, in UTF-16 units. */
const LONGEST = 200;

/** How CI servers name a job, without what is secret or personal. */
const JOBS: readonly ((env: NodeJS.ProcessEnv) => (string | undefined)[] | null)[] = [
  (env) =>
    env['GITHUB_ACTIONS']
      ? ['GitHub Actions', env['GITHUB_REPOSITORY'], env['GITHUB_WORKFLOW'], env['GITHUB_RUN_ID']]
      : null,
  (env) => (env['GITLAB_CI'] ? ['GitLab CI', env['CI_PROJECT_PATH'], env['CI_JOB_NAME'], env['CI_JOB_ID']] : null),
  (env) => (env['JENKINS_URL'] ? ['Jenkins', env['JOB_NAME'], env['BUILD_NUMBER']] : null),
];

/**
 * Who runs the suite, for the report: what ROMA_RUN_BY says, else the job of a CI server. Null: nobody is named, because
 * the name of a user or of a machine is nobody's business by default.
 */
export function runBy(env: NodeJS.ProcessEnv): string | null {
  const said = env['ROMA_RUN_BY']?.trim();
  const parts = said ? [said] : (JOBS.map((job) => job(env)).find((found) => found !== null) ?? []);
  const name = parts.filter((part) => part !== undefined && part !== '').join(', ');
  return name === '' ? null : name.slice(0, LONGEST);
}
