import '../long.ts';
import './outage.test.ts';
