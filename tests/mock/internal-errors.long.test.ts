import '../long.ts';
import './internal-errors.test.ts';
