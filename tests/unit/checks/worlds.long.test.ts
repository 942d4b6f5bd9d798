import '../../long.ts';
import './worlds.test.ts';
