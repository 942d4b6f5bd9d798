import '../long.ts';
import './size.test.ts';
