import { mostSparks, type SeriesLine, type Spark } from '../../src/recording/overview-wire.ts'

/** Sparks that are kept: those of the lines in view last. */
const maxKept = 2000
/** Lines that pass by within this time are not asked for. */
const restMs = 60
/** A spark that is there is asked for again at most this often. */
const againMs = 1000

/** Returns the sparks of some lines: at once if they are in the page. */
export type FetchSparks = (of: readonly number[]) => readonly Spark[] | Promise<readonly Spark[]>

/** Sparks of the lines in view, and of no others. */
export class SparkStore {
  private readonly fetch: FetchSparks
  private readonly changed: (indices: readonly number[]) => void
  /** With the number of rows of the line when it was asked for, and the time of that; the one that was in view last is the last. */
  private readonly kept = new Map<number, { spark: Spark | null; rows: number; at: number }>()
  private wanted: readonly SeriesLine[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private busy = false

  /**
   * @param fetch returns the sparks of some lines
   * @param changed called with the lines whose sparks have come
   */
  constructor(fetch: FetchSparks, changed: (of: readonly number[]) => void) {
    this.fetch = fetch
    this.changed = changed
  }

  get(index: number): Spark | null {
    return this.kept.get(index)?.spark ?? null
  }

  /** Forgets all, because another run has begun. */
  clear(): void {
    this.kept.clear()
  }

  /** These lines are in view now: asks for those that are not known, or have new rows. */
  want(lines: readonly SeriesLine[]): void {
    this.wanted = lines
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.ask(), restMs)
  }

  /** Takes those of these lines that are in the page, for paper, which cannot wait. */
  take(lines: readonly SeriesLine[]): void {
    const asked = this.missing(lines)
    const sparks = this.fetch(asked.map(({ index }) => index))
    if (!(sparks instanceof Promise)) this.keep(asked, sparks)
  }

  private async ask(): Promise<void> {
    if (this.busy) return
    const asked = this.missing(this.wanted)
    if (asked.length === 0) return
    this.busy = true
    const sparks = await Promise.resolve(this.fetch(asked.map(({ index }) => index))).catch(() => null)
    this.busy = false
    if (sparks) {
      this.keep(asked, sparks)
      this.changed(asked.map(({ index }) => index))
    }
    // The eye has moved on meanwhile, or the server was not reached.
    this.timer = setTimeout(() => void this.ask(), sparks ? restMs : againMs)
  }

  private missing(lines: readonly SeriesLine[]): readonly SeriesLine[] {
    const now = performance.now()
    const missing = lines.filter(({ index, rows }) => {
      const known = this.kept.get(index)
      return !known || (known.rows !== rows && now - known.at > againMs)
    })
    return missing.slice(0, mostSparks)
  }

  private keep(asked: readonly SeriesLine[], sparks: readonly Spark[]): void {
    const found = new Map(sparks.map((spark) => [spark.index, spark]))
    for (const { index, rows } of asked) {
      this.kept.delete(index)
      this.kept.set(index, { spark: found.get(index) ?? null, rows, at: performance.now() })
    }
    for (const index of this.kept.keys()) {
      if (this.kept.size <= maxKept) break
      this.kept.delete(index)
    }
  }
}
