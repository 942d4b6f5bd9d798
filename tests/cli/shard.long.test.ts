import '../long.ts';
import './shard.test.ts';
