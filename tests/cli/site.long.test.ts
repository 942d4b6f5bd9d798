import '../long.ts';
import './site.test.ts';
