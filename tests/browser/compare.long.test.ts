import '../long.ts';
import './compare.test.ts';
