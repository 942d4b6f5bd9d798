/** Whom a report names as the one who ran the suite. */
import { expect, test } from '@jest/globals';
import { runBy } from '../../src/cli/run-by.ts';

const person = { USER: 'jane', HOSTNAME: 'jane-laptop', LOGNAME: 'jane' };

test.each([
  ['nobody, where nobody says who', person, null],
  ['whom ROMA_RUN_BY names', { ...person, GITHUB_ACTIONS: 'true', ROMA_RUN_BY: ' test lab 3 ' }, 'test lab 3'],
  [
    'the job of GitHub Actions',
    { ...person, GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/link', GITHUB_RUN_ID: '17', GITHUB_ACTOR: 'jane' },
    'GitHub Actions, acme/link, 17',
  ],
  [
    'the job of GitLab',
    {
      ...person,
      GITLAB_CI: 'true',
      CI_PROJECT_PATH: 'acme/link',
      CI_JOB_NAME: 'verify',
      CI_JOB_ID: '5',
      CI_JOB_TOKEN: 's',
    },
    'GitLab CI, acme/link, verify, 5',
  ],
  ['the job of Jenkins', { JENKINS_URL: 'https://ci', JOB_NAME: 'link', BUILD_NUMBER: '9' }, 'Jenkins, link, 9'],
])('%s', (_, env, name) => expect(runBy(env)).toBe(name));
