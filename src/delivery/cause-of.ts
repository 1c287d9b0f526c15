/** Why something failed, in one line. Errors of several addresses have an empty message of their own. */
export function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return causeOf(error.errors[0])
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof Error ? ` (${causeOf(error.cause)})` : ''
  return `${error.message || error.name}${inner}`.replaceAll(/\s+/g, ' ')
}
