/** A share large enough for a band, and one too small to keep it: different, so that no band flickers. */
const enters = 0.02
const leaves = 0.015
/** How much larger a share must be to swap places with the one before it. */
const overtakes = 0.02

/**
 * Selects which of many shares are shown, the largest first, each with a colour that it keeps while it is shown; the
 * small ones are summed as "others".
 */
export class Ranking {
  /** The shares shown, largest first. */
  shown: readonly number[] = []
  private readonly most: number
  private readonly colours = new Map<number, number>()

  /** At most `most` are shown: one for each colour. */
  constructor(most: number) {
    this.most = most
  }

  /** Updates the ranking with the present shares. */
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
    this.shown = order.slice(0, this.most)
    for (const i of this.colours.keys()) if (!this.shown.includes(i)) this.colours.delete(i)
    for (const i of this.shown) {
      if (this.colours.has(i)) continue
      const taken = new Set(this.colours.values())
      let free = 0
      while (taken.has(free)) free++
      this.colours.set(i, free)
    }
  }

  /** Index of the colour of a share that is shown. */
  colour(shown: number): number {
    return this.colours.get(shown)!
  }
}
