import '../long.ts';
import './property.test.ts';
