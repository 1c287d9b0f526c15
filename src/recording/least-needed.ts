/** A series as it is compared with others. */
interface Asked {
  readonly number: number
  /** How much attention it needs. */
  readonly asked: number
}

/** The series that needs the least attention, and less than `than`; of several the one that came last. */
export function leastNeeded<T extends Asked>(all: Iterable<T>, than: number): T | undefined {
  let least: T | undefined
  for (const one of all) {
    if (one.asked >= than) continue
    if (!least || one.asked < least.asked || (one.asked === least.asked && one.number > least.number)) least = one
  }
  return least
}
