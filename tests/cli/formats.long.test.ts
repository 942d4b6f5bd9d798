import '../long.ts';
import './formats.test.ts';
