import { DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { visitKey } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** The keys of all series of a run, in the order of their first observations. */
export class Directory implements Saveable {
  private readonly byText = new Map<string, readonly string[]>()
  /** Whether a key or a time has come again: neither does if the key is the number of a row. */
  private recurs = false
  private previous = Number.NaN

  /** The texts of the keys. */
  get texts(): Iterable<string> {
    return this.byText.keys()
  }

  get keys(): Iterable<readonly string[]> {
    return this.byText.values()
  }

  get size(): number {
    return this.byText.size
  }

  /** A number that changes whenever the state does. */
  get version(): number {
    // The time before matters only until a key or a time has come again, and until then each row adds a key.
    return 2 * this.byText.size + Number(this.recurs)
  }

  /**
   * Adds the series of an observation if it is new.
   *
   * @returns the text of its key
   * @throws DataError if the key is likely to be the number of a row
   */
  meet({ key, time }: Observation): string {
    const text = keyText(key)
    const known = this.byText.has(text)
    if (!this.recurs) {
      this.recurs = known || time === this.previous
      this.previous = time
      if (!this.recurs && this.byText.size === maxNew) throw new DataError(rowNumbers([...this.byText.keys()]))
    }
    if (!known) this.byText.set(text, key ?? [])
    return text
  }

  state(fields: Fields): void {
    this.visit(fields, () => {
      const before = [...this.byText.values()]
      return fields.list('keys', before, visitKey)
    })
  }

  /** The state of which `keysOf` visits the keys. */
  visit(fields: Fields, keysOf: () => readonly (readonly string[])[]): void {
    this.recurs = fields.boolean('recurs', this.recurs)
    this.previous = fields.number('previous', this.previous)
    const keys = keysOf()
    if (fields.saving) return
    this.byText.clear()
    for (const key of keys) this.byText.set(keyText(key), key)
  }
}

/** Keys in a row that have not come before, at most; each costs the memory of a series. */
const maxNew = 1000

const rowNumbers = (keys: readonly string[]) =>
  `by: expected a column whose texts come again, got a new one in each of the first ${keys.length} rows, such as ${keys.slice(0, 3).join(', ')}; name the column that says which series a row belongs to`
