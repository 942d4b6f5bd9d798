import '../long.ts';
import './contracts-late.test.ts';
