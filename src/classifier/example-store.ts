import { type Fields, finite, type Saveable, type Visit } from '../state/fields.ts'

/** A labelled item of the past. */
export interface StoredExample<Item> {
  readonly item: Item
  readonly label: number
  /** Logits that an expert gave before the label was known, shape [classes]. */
  readonly base: Float64Array
}

/** The last examples, to learn from again. */
export class ExampleStore<Item> implements Saveable {
  private readonly limit: number
  private readonly classes: number
  private readonly visit: Visit<Item>
  private examples: StoredExample<Item>[] = []
  /** Where the next one goes once it is full. */
  private next = 0

  /** @param visit passes an item on to a snapshot */
  constructor(limit: number, classes: number, visit: Visit<Item>) {
    this.limit = limit
    this.classes = classes
    this.visit = visit
  }

  get size(): number {
    return this.examples.length
  }

  at(i: number): StoredExample<Item> {
    return this.examples[i]!
  }

  add(example: StoredExample<Item>): void {
    this.examples[this.next] = example
    this.next = (this.next + 1) % this.limit
  }

  state(fields: Fields): void {
    const { classes, limit } = this
    this.examples = fields
      .list<StoredExample<Item>>('examples', this.examples, (fields, example) => {
        const item = this.visit(fields, example?.item)
        const label = fields.counter('label', example?.label ?? 0, classes - 1)
        const base = example?.base.slice() ?? new Float64Array(classes)
        fields.numbers('base', base, finite)
        return { item, label, base }
      })
      .slice(0, limit)
    const next = fields.counter('next', this.next, limit - 1)
    this.next = this.examples.length < limit ? this.examples.length : next
  }
}
