import '../long.ts';
import './verify-flags.test.ts';
