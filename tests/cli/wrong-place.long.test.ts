import '../long.ts';
import './wrong-place.test.ts';
