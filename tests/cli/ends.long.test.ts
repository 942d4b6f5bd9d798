import '../long.ts';
import './ends.test.ts';
