import '../long.ts';
import './gate.test.ts';
