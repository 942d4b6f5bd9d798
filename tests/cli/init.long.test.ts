import '../long.ts';
import './init.test.ts';
