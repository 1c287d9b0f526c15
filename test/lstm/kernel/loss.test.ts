import { describe, expect, it } from 'vitest'
import { createEngine } from '../../../src/lstm/create-engine.ts'
import { type LossOptions, loss, outputsPerTarget } from '../../../src/lstm/loss.ts'
import { Random } from '../../../src/lstm/random.ts'
import { Schedule } from '../../../src/lstm/schedule.ts'
import { headBiasesAt } from '../../../src/lstm/shape.ts'
import cases from '../../fixtures/losses/losses.json' with { type: 'json' }
import { allLosses } from '../all-losses.ts'
import { Solo } from '../solo.ts'

/** The kernel's sum of losses and its derivatives by the outputs, which are the biases of a head without weights. */
function lossOfKernel(options: LossOptions, outputs: readonly number[], targets: readonly number[]) {
  const shape = { inputs: 1, hidden: 1, layers: 1, outputs: outputs.length, targets: targets.length, channels: 1 }
  const sizes = { ...shape, window: 1, windows: 1, members: 1, storeRows: 1, clipNorm: 1 }
  const made = createEngine('wasm', { ...sizes, ...options })
  const engine = new Solo(made)
  const parameters = engine.parameters.fill(0)
  parameters.set(outputs, headBiasesAt(shape))
  engine.parameters = parameters
  engine.step(0, [0], new Float64Array(outputs.length))
  targets.forEach((target, i) => {
    engine.setTarget(0, 0, i, target)
  })
  const { loss } = engine.learn([0], 1, new Schedule(0, 0).next)
  const known = targets.filter((target) => !Number.isNaN(target)).length
  const slopes = engine.gradient.subarray(headBiasesAt(shape)).map((slope) => slope * known)
  made.dispose()
  return { sum: loss * known, slopes }
}

describe('the losses of the kernel', () => {
  it.each(cases as (LossOptions & (typeof cases)[number])[])(
    'and of the reference are those of PyTorch: $loss',
    ({ outputs, targets, slopes, sum, ...options }) => {
      const gradient = new Float64Array(outputs.length)
      expect(loss(options, Float64Array.from(outputs), Float64Array.from(targets), gradient).sum).toBeCloseTo(sum, 12)
      const kernel = lossOfKernel(options, outputs, targets)
      expect(Math.abs(kernel.sum / sum - 1)).toBeLessThan(2e-7)
      for (const [i, slope] of slopes.entries()) {
        expect(gradient[i]).toBeCloseTo(slope, 13)
        expect(Math.abs(kernel.slopes[i]! - slope)).toBeLessThan(4e-7)
      }
    },
  )

  // A difference of logits is rounded to float32, so the exponentials of 80 are less precise.
  it.each([
    ['logistic', 3e-7],
    ['softmax', 3e-6],
  ] as const)('have derivatives as precise as float32, however small: %s within %d', (name, bound) => {
    const options = allLosses[name]
    const width = outputsPerTarget(options)
    const random = new Random(8)
    let [worstLoss, worstSlope] = [0, 0]
    for (let trial = 0; trial < 400; trial++) {
      const reach = [1, 10, 40][trial % 3]!
      const outputs = Array.from({ length: 8 * width }, () => Math.fround(reach * (2 * random.uniform() - 1)))
      // Of a likely class, whose loss is small, or any.
      const target = (i: number) =>
        trial % 2 === 0
          ? random.below(Math.max(2, width))
          : width === 1
            ? outputs[i]! > 0
              ? 1
              : 0
            : largest(outputs.slice(width * i, width * i + width))
      const targets = Array.from({ length: 8 }, (_, i) => target(i))
      const slopes = new Float64Array(outputs.length)
      const { sum } = loss(options, Float64Array.from(outputs), Float64Array.from(targets), slopes)
      const kernel = lossOfKernel(options, outputs, targets)
      worstLoss = Math.max(worstLoss, Math.abs(kernel.sum - sum) / Math.max(sum, 1e-5))
      for (const [i, slope] of slopes.entries())
        worstSlope = Math.max(worstSlope, Math.abs(kernel.slopes[i]! - slope) / Math.max(Math.abs(slope), 1e-12))
    }
    expect(worstLoss).toBeLessThan(6e-7)
    expect(worstSlope).toBeLessThan(bound)
  })

  it.each(['huber', 'pinball', 'logistic', 'softmax'] as const)('are finite far out: %s', (name) => {
    const options = allLosses[name]
    const width = outputsPerTarget(options)
    for (const far of [1e30, -1e30]) {
      const outputs = Array.from({ length: 3 * width }, (_, i) => (i % 2 === 0 ? far : -far))
      const { sum, slopes } = lossOfKernel(options, outputs, [0, 1, 0])
      const exact = new Float64Array(outputs.length)
      const { sum: expected } = loss(options, Float64Array.from(outputs), Float64Array.of(0, 1, 0), exact)
      expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-6 * expected)
      for (const [i, slope] of exact.entries()) expect(slopes[i]).toBeCloseTo(slope, 6)
    }
  })

  it.each(Object.values(allLosses))('leave out targets that are missing: $loss', (options) => {
    const random = new Random(2)
    const width = outputsPerTarget(options)
    const outputs = Array.from({ length: 3 * width }, () => random.uniform())
    const some = lossOfKernel(options, outputs, [1, Number.NaN, 0])
    const rest = lossOfKernel(options, [...outputs.slice(0, width), ...outputs.slice(2 * width)], [1, 0])
    expect(some.sum).toBeCloseTo(rest.sum, 6)
    expect([...some.slopes.subarray(width, 2 * width)]).toEqual(Array.from({ length: width }, () => 0))
    const none = lossOfKernel(options, outputs, [Number.NaN, Number.NaN, Number.NaN])
    expect(none.sum).toBe(0)
  })
})

const largest = (numbers: readonly number[]) => numbers.indexOf(Math.max(...numbers))
