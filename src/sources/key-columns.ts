/** The columns whose texts say which series a row belongs to. Browser-safe. */
export class KeyColumns {
  private readonly places: readonly number[]
  /** Equal keys are one object, which saves memory. */
  private readonly known = new Map<string, readonly string[]>()

  /** @param places of the columns among the cells */
  constructor(places: readonly number[]) {
    this.places = places
  }

  /** The texts of a row; undefined if all of them are empty. */
  of(cells: readonly string[]): readonly string[] | undefined {
    // No cell of a row that is used contains a NUL.
    const { places } = this
    return this.keyOf(
      places.length === 1 ? cells[places[0]!]!.trim() : places.map((at) => cells[at]!.trim()).join('\0'),
    )
  }

  /** The key of texts joined by NUL; undefined if all of them are empty. */
  keyOf(text: string): readonly string[] | undefined {
    const known = this.known.get(text)
    if (known) return known
    const key = text.split('\0')
    if (key.every((part) => part === '')) return undefined
    this.known.set(text, key)
    return key
  }
}
