import '../long.ts';
import './run.test.ts';
