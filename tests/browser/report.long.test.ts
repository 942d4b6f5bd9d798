import '../long.ts';
import './report.test.ts';
