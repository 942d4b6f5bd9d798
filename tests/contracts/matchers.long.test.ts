import '../long.ts';
import './matchers.test.ts';
