import type { LineStore } from '../run/line-store.ts'
import { between, type ShortKeys, shortKeys } from '../words/short-keys.ts'

/** Names of the lines, made again when there are new lines. */
export class Names {
  private readonly store: LineStore
  private run: unknown = null
  private count = 0
  /** Whole names. */
  whole: readonly string[] = []
  /** The same in lower case, for the search. */
  lower: readonly string[] = []
  private parts: readonly (readonly string[])[] = []
  private readonly short = new Map<number, ShortKeys>()

  constructor(store: LineStore) {
    this.store = store
  }

  update(): void {
    const { lines, run } = this.store
    if (lines.length === this.count && run === this.run) return
    this.count = lines.length
    this.run = run
    this.parts = lines.map((line) => this.store.partsOf(line))
    this.whole = this.parts.map((parts) => parts.join(between))
    this.lower = this.whole.map((name) => name.toLowerCase())
    this.short.clear()
  }

  /** The names for `room` letters. */
  fit(room: number): ShortKeys {
    const short = this.short.get(room) ?? shortKeys(this.parts, room)
    this.short.set(room, short)
    return short
  }
}
