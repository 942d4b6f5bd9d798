import '../long.ts';
import './recorded.test.ts';
