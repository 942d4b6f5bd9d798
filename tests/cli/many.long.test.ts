import '../long.ts';
import './many.test.ts';
