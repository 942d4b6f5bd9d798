import '../long.ts';
import './odd-documents.test.ts';
