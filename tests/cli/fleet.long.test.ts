import '../long.ts';
import './fleet.test.ts';
