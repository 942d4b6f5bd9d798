import '../long.ts';
import './hostile.test.ts';
