import '../long.ts';
import './attack.test.ts';
