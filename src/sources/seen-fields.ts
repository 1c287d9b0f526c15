import { DataError } from '../errors.ts'
import { nearest } from '../words/nearest.ts'
import { fieldNames, fieldOf, type JsonRow } from './json-fields.ts'

/** Rows without a field after which a live run is warned. */
const patience = 10
const maxNames = 50

/** Finds fields that no row has: a typing error leaves every value missing. Browser-safe. */
export class SeenFields {
  private readonly file: string
  private readonly absent: Set<string>
  private readonly present = new Set<string>()
  private rows = 0

  /** @param names of the fields that are read */
  constructor(file: string, names: readonly string[]) {
    this.file = file
    this.absent = new Set(names)
  }

  see(row: JsonRow): void {
    if (this.absent.size === 0) return
    this.rows++
    for (const name of this.absent) if (fieldOf(row, name) !== undefined) this.absent.delete(name)
    if (this.absent.size > 0 && this.present.size < maxNames) for (const name of fieldNames(row)) this.present.add(name)
  }

  /** What to look at while the input goes on; undefined if there is nothing yet. */
  get warning(): string | undefined {
    return this.rows < patience || this.absent.size === 0 ? undefined : `none of the first rows has ${this.what}`
  }

  /** Why the input cannot be used as it was meant; undefined if every field was in some row. */
  get problem(): DataError | undefined {
    if (this.rows === 0 || this.absent.size === 0) return undefined
    return new DataError(`${this.file}: no row has ${this.what}`)
  }

  private get what(): string {
    const [name] = this.absent
    const names = [...this.present]
    const meant = nearest(name!, names)
    const guess = meant === undefined ? '' : `; did you mean "${meant}"?`
    return `a field "${name}"${guess || `; fields are ${names.join(', ')}`}`
  }
}
