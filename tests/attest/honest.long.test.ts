import '../long.ts';
import './honest.test.ts';
