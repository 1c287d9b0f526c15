import type { Update } from '../../src/lstm/adam.ts'
import type { Engine, Floats, Learned, Place } from '../../src/lstm/engine.ts'
import type { Fields, Saveable } from '../../src/state/fields.ts'

/** An engine with a single member. */
export class Solo implements Saveable {
  readonly engine: Engine
  readonly place: Place

  constructor(engine: Engine) {
    this.engine = engine
    this.place = engine.join()
  }

  get cells() {
    return this.place.cells
  }

  get gradient(): Float64Array {
    return this.engine.gradient
  }

  get parameters(): Float64Array {
    return this.engine.parameters
  }

  set parameters(parameters: Float64Array) {
    this.engine.parameters = parameters
  }

  /** Whether the step was made. */
  step(row: number, inputs: ArrayLike<number>, outputs: Float64Array): boolean {
    const step = { place: this.place, row, outputs, made: false }
    this.engine.step([step], Float64Array.from(inputs))
    return step.made
  }

  learn(starts: readonly number[], length: number, update: Update): Learned {
    return this.engine.learn([{ place: this.place, starts, length, ago: length }], update)
  }

  setTarget(row: number, channel: number, output: number, target: number): void {
    this.place.setTarget(row, channel, output, target)
  }

  setBase(row: number, base: Float64Array, scale: Float64Array): void {
    this.place.setBase(row, base, scale)
  }

  forget(): void {
    this.place.forget()
  }

  rows(rows: readonly number[]): Floats {
    return this.place.rows(rows)
  }

  setRows(rows: readonly number[], values: Floats): void {
    this.place.setRows(rows, values)
  }

  state(fields: Fields): void {
    this.engine.state(fields)
    this.place.state(fields)
  }
}
