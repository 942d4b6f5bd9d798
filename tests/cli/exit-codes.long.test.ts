import '../long.ts';
import './exit-codes.test.ts';
