import '../long.ts';
import './gate-reported.test.ts';
