import '../long.ts';
import './guard-property.test.ts';
