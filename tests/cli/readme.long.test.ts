import '../long.ts';
import './readme.test.ts';
