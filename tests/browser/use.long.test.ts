import '../long.ts';
import './use.test.ts';
