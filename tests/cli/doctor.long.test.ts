import '../long.ts';
import './doctor.test.ts';
