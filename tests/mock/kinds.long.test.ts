import '../long.ts';
import './kinds.test.ts';
