/** A share that is worth a band of its own, and one too small to keep it: apart, so that no band flickers. */
const enters = 0.02
const leaves = 0.015
/** How much larger a share must be to change places with the one before it. */
const overtakes = 0.02

/**
 * Which of many shares are shown, the largest first, each with a colour that stays its own for as long as it is shown; the small ones are told
 * together as the others.
 */
export class Ranking {
  /** Those shown, the largest first. */
  shown: readonly number[] = []
  private readonly most: number
  private readonly colours = new Map<number, number>()

  /** At most `most` are shown: as many as there are colours. */
  constructor(most: number) {
    this.most = most
  }

  /** Takes in the shares as they are now. */
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

  /** Number of the colour of one that is shown. */
  colour(shown: number): number {
    return this.colours.get(shown)!
  }
}
