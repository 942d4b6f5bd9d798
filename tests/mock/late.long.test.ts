import '../long.ts';
import './late.test.ts';
