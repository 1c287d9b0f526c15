/** The free ranges of a file. Neighbours are joined. */
export class FreeRanges {
  /** Length by offset, and the same by end. */
  private readonly starts = new Map<number, number>()
  private readonly ends = new Map<number, number>()

  /**
   * Takes room from the range that it leaves the least of.
   *
   * @returns its offset; undefined if no range is large enough
   */
  take(length: number): number | undefined {
    let best: number | undefined
    let least = Number.POSITIVE_INFINITY
    for (const [offset, room] of this.starts) {
      if (room < length || room >= least) continue
      best = offset
      least = room
    }
    if (best === undefined) return undefined
    this.remove(best, least)
    if (least > length) this.insert(best + length, least - length)
    return best
  }

  /** Frees a range. */
  add(offset: number, length: number): void {
    if (length === 0) return
    const [before, after] = [this.ends.get(offset), this.starts.get(offset + length)]
    if (before !== undefined) this.remove(offset - before, before)
    if (after !== undefined) this.remove(offset + length, after)
    this.insert(offset - (before ?? 0), (before ?? 0) + length + (after ?? 0))
  }

  private insert(offset: number, length: number): void {
    this.starts.set(offset, length)
    this.ends.set(offset + length, length)
  }

  private remove(offset: number, length: number): void {
    this.starts.delete(offset)
    this.ends.delete(offset + length)
  }
}
