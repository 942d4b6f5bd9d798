/** Measures one folder or file of src/, named by MUTANTS (scripts/mutants.mjs sets it); docs/mutants.md has what was measured. */
const target = process.env.MUTANTS ?? 'src/verdict';

export default {
  mutate: [target.endsWith('.ts') ? target : `${target}/**/*.ts`],
  testRunner: 'jest',
  plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: { projectType: 'custom', configFile: 'scripts/mutants/jest.config.mjs', enableFindRelatedTests: false },
  // The tool reads no configuration of a compiler as new as the suite's.
  tsconfigFile: 'none',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutants.json' },
  ignorePatterns: ['/reports', '/dist', '/docs/api', '/scripts/mutants/node_modules', '/scripts/api-docs/node_modules'],
  tempDirName: 'reports/.mutants',
};
