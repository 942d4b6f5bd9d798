import '../long.ts';
import './foreign-documents.test.ts';
