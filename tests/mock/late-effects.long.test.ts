import '../long.ts';
import './late-effects.test.ts';
