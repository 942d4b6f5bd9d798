import '../long.ts';
import './bad-input.test.ts';
