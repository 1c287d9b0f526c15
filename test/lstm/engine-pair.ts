import { createEngine } from '../../src/lstm/create-engine.ts'
import type { EngineOptions, Floats } from '../../src/lstm/engine.ts'
import type { Random } from '../../src/lstm/random.ts'
import { ReferenceEngine } from '../../src/lstm/reference-engine.ts'
import { parameterCount } from '../../src/lstm/shape.ts'
import type { Fields } from '../../src/state/fields.ts'
import { targetOf } from './all-losses.ts'
import { Solo } from './solo.ts'

/** Both engines with the same random parameters, all of them away from zero, the head too. */
export function enginePair(options: EngineOptions, random: Random): { reference: Solo; kernel: Solo } {
  const reference = new Solo(new ReferenceEngine(options))
  const kernel = new Solo(createEngine('wasm', options))
  // Small enough that no gate is shut: near 0, float32 has sigmoids to 1e-7 of 1, not of themselves.
  const bound = 1 / Math.sqrt(options.hidden + options.inputs)
  const parameters = Float64Array.from({ length: parameterCount(options) }, () =>
    Math.fround((2 * random.uniform() - 1) * bound),
  )
  reference.parameters = parameters
  kernel.parameters = parameters
  return { reference, kernel }
}

/** Shows the same random inputs and targets to some engines, row by row; one target in five is missing. With the option base, each row has one. Returns the last predictions of each. */
export function fillRows(
  engines: readonly Solo[],
  options: EngineOptions,
  rows: number,
  random: Random,
): Float64Array[] {
  const { base, channels, inputs, outputs, targets, storeRows } = options
  const predictions = engines.map(() => new Float64Array(channels * outputs))
  for (let row = 0; row < rows; row++) {
    const x = Float32Array.from({ length: channels * inputs }, () => 4 * random.uniform() - 2)
    engines.forEach((engine, i) => {
      if (!engine.step(row % storeRows, x, predictions[i]!)) throw new Error('a step was rejected')
    })
    if (base) {
      const between = (least: number, most: number) =>
        Float64Array.from({ length: channels * outputs }, () => Math.fround(least + (most - least) * random.uniform()))
      const [shift, scale] = [between(-1, 1), between(0.5, 2)]
      for (const engine of engines) engine.setBase(row % storeRows, shift, scale)
    }
    for (let channel = 0; channel < channels; channel++)
      for (let i = 0; i < targets; i++) {
        const target = random.below(5) === 0 ? Number.NaN : targetOf(options, random)
        for (const engine of engines) engine.setTarget(row % storeRows, channel, i, target)
      }
  }
  return predictions
}

/** All numbers of an engine by name, rows included, as they would be saved. */
export function numbersOf(engine: Solo, rows: readonly number[] = []): Record<string, Floats> {
  const found: Record<string, Floats> = { rows: engine.rows(rows) }
  const keep = (name: string, values: Floats) => {
    found[name] = values.slice()
    return values
  }
  engine.state({ saving: true, numbers: keep, array: keep } as unknown as Fields)
  return found
}

/** Sets what `numbersOf` found; a part that is left out stays. */
export function setNumbers(engine: Solo, { rows, ...parts }: Record<string, Floats>, at: readonly number[] = []): void {
  const numbers = (name: string, values: Floats) => values.set(parts[name] ?? values)
  engine.state({ saving: false, numbers, array: (name: string, values: Floats) => parts[name] ?? values } as Fields)
  if (rows) engine.setRows(at, rows)
}

/**
 * Largest difference of two arrays, relative to the largest number in the second, or to `least` where that is larger: what is of the order of 1 by nature, as gates are, may happen to be
 * almost 0 where there is one of it, by sums that cancel in float32.
 */
export function relativeGap(a: ArrayLike<number>, b: ArrayLike<number>, least = 0): number {
  if (a.length !== b.length) throw new Error(`${a.length} numbers against ${b.length}`)
  let most = 0
  let largest = least
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i]! - b[i]!)
    // Written so that NaN is the largest gap.
    if (!(gap <= most)) most = gap
    largest = Math.max(largest, Math.abs(b[i]!))
  }
  return largest === 0 ? most : most / largest
}
