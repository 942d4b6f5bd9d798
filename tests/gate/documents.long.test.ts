import '../long.ts';
import './documents.test.ts';
