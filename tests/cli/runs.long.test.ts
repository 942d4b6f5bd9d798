import '../long.ts';
import './runs.test.ts';
