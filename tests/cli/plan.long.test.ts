import '../long.ts';
import './plan.test.ts';
