/** @jest-config-loader esbuild-register */
import { availableParallelism } from 'node:os';
import type { Config } from 'jest';

const shared = {
  // One for all projects, so that each file is compiled once.
  id: 'roma-conformance',
  testEnvironment: '<rootDir>/tests/environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: true },
    ],
  },
} satisfies Config;

/** What takes long by its nature: all variants explored, all rows of the kill table. `npm test` has a drawn part of each. */
const LONG = '\\.long\\.test\\.ts$';

/** One project per kind of test, so that each can be run alone: `npx jest --selectProjects unit`. */
const project = (name: string) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  testPathIgnorePatterns: ['/node_modules/', LONG],
});

/** The command line is tested as it is shipped. */
const built = { globalSetup: '<rootDir>/tests/cli/build.ts' };

export default {
  projects: [
    ...['unit', 'mock', 'conformance', 'self', 'contracts', 'gate', 'results', 'attest', 'browser', 'trouble'].map(
      project,
    ),
    { ...project('cli'), ...built },
    { ...shared, ...built, displayName: 'long', testMatch: ['<rootDir>/tests/**/*.long.test.ts'] },
  ],
  testSequencer: '<rootDir>/tests/slow-first.mjs',
  // Tests wait more than they work: for sessions, effects and processes of their own.
  maxWorkers: 3 * availableParallelism(),
  // For what hangs: on a loaded machine a test takes long, and that says nothing.
  testTimeout: 600_000,
} satisfies Config;
