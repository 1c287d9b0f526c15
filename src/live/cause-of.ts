/** Why something failed, in one line. Errors of several addresses have an empty message of their own. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '' && error.errors.length > 0)
    return causeOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? ` (${causeOf(error.cause)})` : ''
  const message = error.message || ((error as NodeJS.ErrnoException).code ?? error.name)
  return `${message}${inner}`.replaceAll(/\s+/g, ' ')
}
