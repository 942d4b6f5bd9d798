import '../long.ts';
import './pipelines.test.ts';
