import { type Fields, finite, nonNegative, type Saveable, visitSaveable } from '../../src/state/fields.ts'

/** A number, to be put in lists. */
export class Cell implements Saveable {
  value: number

  constructor(value = 0) {
    this.value = value
  }

  state(fields: Fields): void {
    this.value = fields.number('value', this.value)
  }
}

/** Built from the facts in its spec. */
export class Room implements Saveable {
  readonly size: number
  readonly values: Float64Array

  constructor(spec: string) {
    this.size = Number(spec)
    this.values = new Float64Array(this.size)
  }

  state(fields: Fields): void {
    fields.numbers('values', this.values)
  }
}

/** One field of every kind. */
export class Everything implements Saveable {
  readonly leads: readonly number[]
  readonly rate: number
  number = 0.1
  counter = 3
  boolean = true
  text = 'né à 5 °C'
  readonly doubles = Float64Array.of(1, Number.NaN, -0)
  readonly floats = Float32Array.of(0.5, 2)
  readonly integers = Int32Array.of(-7)
  readonly words = Uint32Array.of(4e9)
  bytes = Uint8Array.of(1, 2, 3)
  readonly part = new Cell(5)
  readonly parts = [new Cell(1), new Cell(2)]
  cells: Cell[] = [new Cell(7)]
  maybe: Cell | undefined
  room: Room | undefined

  constructor(leads: readonly number[] = [1, 2], rate = 0.01) {
    this.leads = leads
    this.rate = rate
  }

  state(fields: Fields): void {
    fields.same('leads', this.leads)
    fields.constant('rate', this.rate)
    this.number = fields.number('number', this.number)
    this.counter = fields.counter('counter', this.counter, 1000)
    this.boolean = fields.boolean('boolean', this.boolean)
    this.text = fields.text('text', this.text)
    fields.numbers('doubles', this.doubles)
    fields.numbers('floats', this.floats, finite)
    fields.numbers('integers', this.integers)
    fields.numbers('words', this.words)
    this.bytes = fields.array('bytes', this.bytes, nonNegative)
    fields.part('part', this.part)
    fields.parts('parts', this.parts)
    this.cells = fields.list(
      'cells',
      this.cells,
      visitSaveable(() => new Cell()),
    )
    this.maybe = fields.optional(
      'maybe',
      this.maybe,
      visitSaveable(() => new Cell()),
    )
    this.room = fields.built('room', this.room, this.room && String(this.room.size), (spec) => new Room(spec))
  }
}

/** With every field different from that of a new one. */
export function changed(): Everything {
  const everything = new Everything()
  Object.assign(everything, { number: Infinity, counter: 300, boolean: false, text: `\uFEFF${'x'.repeat(200)}` })
  everything.doubles.fill(2)
  everything.floats.fill(-1)
  everything.integers.fill(-2_000_000_000)
  everything.words.fill(1)
  everything.bytes = new Uint8Array(300).fill(9)
  everything.part.value = 6
  everything.parts[1]!.value = 8
  everything.cells = [new Cell(10), new Cell(11), new Cell(12)]
  everything.maybe = new Cell(13)
  everything.room = new Room('4')
  everything.room.values.set([1, 2, 3, 4])
  return everything
}
