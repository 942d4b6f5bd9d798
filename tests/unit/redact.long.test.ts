import '../long.ts';
import './redact.test.ts';
