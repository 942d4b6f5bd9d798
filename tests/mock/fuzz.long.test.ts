import '../long.ts';
import './fuzz.test.ts';
