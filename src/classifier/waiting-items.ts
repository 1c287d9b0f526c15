import { type Fields, nonNegative, type Saveable, type Visit } from '../state/fields.ts'
import type { Answer } from './classifier.ts'

interface Waiting<Item> {
  readonly id: string
  readonly item: Item
  readonly answer: Answer
}

/** Items that were answered and whose labels have not come yet, by id. */
export class WaitingItems<Item> implements Saveable {
  private readonly limit: number
  private readonly classes: number
  private readonly experts: number
  private readonly visit: Visit<Item>
  /** The oldest first. */
  private items = new Map<string, Waiting<Item>>()

  /** @param visit passes an item on to a snapshot */
  constructor(limit: number, classes: number, experts: number, visit: Visit<Item>) {
    this.limit = limit
    this.classes = classes
    this.experts = experts
    this.visit = visit
  }

  has(id: string): boolean {
    return this.items.has(id)
  }

  /** Keeps an item, also in place of an earlier one with its id. */
  add(id: string, item: Item, answer: Answer): void {
    this.items.delete(id)
    this.items.set(id, { id, item, answer })
    if (this.items.size > this.limit) this.items.delete(this.items.keys().next().value!)
  }

  /** Takes an item away. */
  take(id: string): Waiting<Item> {
    const waiting = this.items.get(id)!
    this.items.delete(id)
    return waiting
  }

  state(fields: Fields): void {
    const before = [...this.items.values()]
    const after = fields.list<Waiting<Item>>('items', before, (fields, waiting) => {
      const id = fields.text('id', waiting?.id ?? '')
      const item = this.visit(fields, waiting?.item)
      const numbers = (name: string, given?: Float64Array) => {
        const own = given?.slice() ?? new Float64Array(this.classes)
        fields.numbers(name, own, nonNegative)
        return own
      }
      const probabilities = numbers('probabilities', waiting?.answer.probabilities)
      const experts = Array.from({ length: this.experts }, (_, k) => numbers(`expert ${k}`, waiting?.answer.experts[k]))
      return { id, item, answer: { probabilities, experts } }
    })
    if (after !== before) this.items = new Map(after.slice(0, this.limit).map((waiting) => [waiting.id, waiting]))
  }
}
