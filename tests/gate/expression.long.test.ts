import '../long.ts';
import './expression.test.ts';
