import '../long.ts';
import './secrets.test.ts';
