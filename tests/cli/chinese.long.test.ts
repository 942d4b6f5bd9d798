import '../long.ts';
import './chinese.test.ts';
