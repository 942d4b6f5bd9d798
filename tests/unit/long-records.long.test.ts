import '../long.ts';
import './long-records.test.ts';
