import '../long.ts';
import './contracts.test.ts';
