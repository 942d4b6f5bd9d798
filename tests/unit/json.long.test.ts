import '../long.ts';
import './json.test.ts';
