/** What checks and clauses are called in Chinese, by `title.<id>`, `clause.<id>`, `consequence.<id>` and `source.<English>`. */
export const names: Readonly<Record<string, string>> = {};
