import '../long.ts';
import './curl-quoting.test.ts';
