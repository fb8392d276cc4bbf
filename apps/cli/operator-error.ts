/** What the operator can put right: told in one line, without a stack. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** The command itself is not right: another option is needed. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
