import '../long.ts';
import './access.test.ts';
