/** How binding a requirement is. MUST decides the verdict; SHOULD does so under `--strict`; MAY is only observed. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';
