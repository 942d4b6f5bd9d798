import '../long.ts';
import './foreign-pacts.test.ts';
