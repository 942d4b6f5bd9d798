// The fast tests that judge what mutants are made of. Paths are those of the checkout's root, where the tool runs.
const root = process.cwd();

export default {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testMatch: [`${root}/tests/unit/verdict.test.ts`, `${root}/tests/unit/exit-code.test.ts`],
};
