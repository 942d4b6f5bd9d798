import '../long.ts';
import './tls.test.ts';
