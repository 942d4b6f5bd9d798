import '../long.ts';
import './attest.test.ts';
