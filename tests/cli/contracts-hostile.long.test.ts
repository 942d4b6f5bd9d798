import '../long.ts';
import './contracts-hostile.test.ts';
