import '../long.ts';
import './families.test.ts';
