import '../long.ts';
import './new-edition.test.ts';
