import '../long.ts';
import './reproduce.test.ts';
