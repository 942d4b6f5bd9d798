/** Which folders of src/ are measured; docs/mutants.md has their scores. */
export default {
  mutate: ['src/verdict/**/*.ts'],
  testRunner: 'jest',
  plugins: [import.meta.resolve('@stryker-mutator/jest-runner')],
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: { projectType: 'custom', configFile: 'scripts/mutants/jest.config.mjs', enableFindRelatedTests: false },
  // The tool reads no configuration of a compiler as new as the suite's.
  tsconfigFile: 'none',
  // Whether a test of a module reaches a mutant is not told in ESM, so each mutant meets each test.
  coverageAnalysis: 'off',
  concurrency: 1,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutants.json' },
  ignorePatterns: ['/reports', '/dist', '/docs/api', '/scripts/mutants/node_modules', '/scripts/api-docs/node_modules'],
  tempDirName: 'reports/.mutants',
};
