// Most code of a test runs a few times only, and V8 spends a fifth of the CPU on optimizing it: a function has to be much busier
// first, as on the command line (src/cli/start.ts).
const { setFlagsFromString } = require('node:v8');

if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');
