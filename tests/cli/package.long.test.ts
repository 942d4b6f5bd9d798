import '../long.ts';
import './package.test.ts';
