import '../long.ts';
import './attacks.test.ts';
