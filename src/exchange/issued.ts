const issued = new Set<string>();

/** Remembers credentials that this process was given while it ran, such as a token of IAM. */
export function rememberIssued(secrets: readonly string[]): void {
  for (const secret of secrets) issued.add(secret);
}

/** All of them: whoever prints an error that may quote anything keeps them out of it. */
export const issuedSecrets = (): string[] => [...issued];
