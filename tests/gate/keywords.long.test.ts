import '../long.ts';
import './keywords.test.ts';
