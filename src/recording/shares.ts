/** Series whose inside state is kept: those that came first, and as many more as are in view. */
export const insideSharers = 20

/** Bytes for all series together, in budgets of one of them. */
const together = 4

/**
 * Bytes of each of several recorders. They change only when the number of series passes a power of two, so that what is
 * kept is seldom cut.
 *
 * @param budget bytes of a recorder, at most
 */
export function shareOf(budget: number, sharers: number): number {
  let parts = together
  while (parts < sharers) parts *= 2
  return (budget * together) / parts
}
