import '../long.ts';
import './store.test.ts';
