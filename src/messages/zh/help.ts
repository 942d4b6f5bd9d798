export const help: Readonly<Record<string, string>> = {};
