import '../long.ts';
import './foreign-words.test.ts';
