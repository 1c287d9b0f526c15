/** A band appears at the first share and disappears below the second, so that it does not flicker. */
const enters = 0.02
const leaves = 0.015
/** How much larger a share must be to overtake the one before it. */
const overtakes = 0.02

/**
 * Chooses which of many shares are shown, the largest first. Each keeps its colour while it is shown. The small ones
 * are shown together as "others".
 */
export class Ranking {
  /** Indices of the shares shown, the largest first. */
  shown: readonly number[] = []
  private readonly maxShown: number
  private readonly colours = new Map<number, number>()

  /** @param maxShown number of shares to show, which is the number of colours */
  constructor(maxShown: number) {
    this.maxShown = maxShown
  }

  /** Updates the ranking with new shares. */
  rank(shares: readonly number[]): void {
    const stay = this.shown.filter((i) => shares[i]! >= leaves)
    const come = shares.map((_, i) => i).filter((i) => shares[i]! >= enters && !stay.includes(i))
    const order = [...stay, ...come.sort((a, b) => shares[b]! - shares[a]!)]
    for (let end = order.length - 1; end > 0; end--) {
      for (let i = 0; i < end; i++) {
        const [one, next] = [order[i]!, order[i + 1]!]
        const margin = stay.includes(one) && stay.includes(next) ? overtakes : 0
        if (shares[next]! > shares[one]! + margin) [order[i], order[i + 1]] = [next, one]
      }
    }
    this.shown = order.slice(0, this.maxShown)
    for (const i of this.colours.keys()) if (!this.shown.includes(i)) this.colours.delete(i)
    for (const i of this.shown) {
      if (this.colours.has(i)) continue
      const taken = new Set(this.colours.values())
      let free = 0
      while (taken.has(free)) free++
      this.colours.set(i, free)
    }
  }

  /** Number of the colour of a share that is shown. */
  colour(shown: number): number {
    return this.colours.get(shown)!
  }
}
