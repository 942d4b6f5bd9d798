/**
 * The deployment answered, but not with a success; or it did not answer as documented, or not at all.
 *
 * @since 0.1.0
 */
export class ForceOfflineError extends Error {
  /** "ForceOfflineError". */
  override name = 'ForceOfflineError';
  /** HTTP status; null where there was no answer. */
  readonly status: number | null;
  /** `error_code` of the answer ("ROMA.00110006"); null where it had none. */
  readonly errorCode: string | null;
  /** `request_id` of the answer: name it when you ask the operator of the deployment. */
  readonly requestId: string | null;

  /** @internal */
  constructor(
    message: string,
    answer: { status?: number; errorCode?: string | null; requestId?: string | null } = {},
    options: ErrorOptions = {},
  ) {
    super(message, options);
    this.status = answer.status ?? null;
    this.errorCode = answer.errorCode ?? null;
    this.requestId = answer.requestId ?? null;
  }
}
