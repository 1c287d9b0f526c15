import { serialize } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EngineOptions } from '../../../src/lstm/engine.ts'
import { type LossOptions, outputsPerTarget } from '../../../src/lstm/loss.ts'
import { Random } from '../../../src/lstm/random.ts'
import { Schedule } from '../../../src/lstm/schedule.ts'
import { headAt } from '../../../src/lstm/shape.ts'
import { allLosses } from '../all-losses.ts'
import { enginePair, fillRows, numbersOf, relativeGap, setNumbers } from '../engine-pair.ts'

const sizes: fc.Arbitrary<EngineOptions> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 40 }),
    hidden: fc.oneof(fc.constantFrom(1, 3, 13, 33), fc.integer({ min: 1, max: 20 })),
    layers: fc.integer({ min: 1, max: 3 }),
    targets: fc.integer({ min: 1, max: 12 }),
    channels: fc.integer({ min: 1, max: 7 }),
    storeRows: fc.integer({ min: 9, max: 14 }),
    window: fc.constant(9),
    windows: fc.integer({ min: 1, max: 6 }),
    members: fc.constant(1),
    loss: fc.constantFrom(...Object.values<LossOptions>(allLosses)),
    clipNorm: fc.constantFrom(0.1, 1000),
    base: fc.boolean(),
  })
  .map(({ loss, ...sizes }) => ({ ...sizes, ...loss, outputs: sizes.targets * outputsPerTarget(loss) }))

/** Bytes as text, which is compared faster than lists. */
const bytesOf = (numbers: unknown) => serialize(numbers).toString('base64')

describe('the kernel', () => {
  it('predicts, learns and stores like the reference, at odd sizes, in batches of windows and channels, through layers', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 9 }), fc.nat(), (options, length, seed) => {
        const random = new Random(seed)
        const { reference, kernel } = enginePair(options, random)
        const [theirOutputs, outputs] = fillRows([reference, kernel], options, options.storeRows + 5, random)
        expect(relativeGap(outputs!, theirOutputs!, 0.1)).toBeLessThan(5e-6)
        kernel.cells.forEach((cell, layer) => {
          const other = reference.cells[layer]!
          for (const part of ['input', 'forget', 'output', 'candidate', 'cell', 'state'] as const)
            expect(relativeGap(cell[part], other[part], 0.1)).toBeLessThan(5e-6)
        })

        // A window may run over the end of the store.
        const starts = Array.from({ length: options.windows }, () => random.below(options.storeRows))
        const schedule = new Schedule(1e-3, 0)
        const ours = kernel.learn(starts, length, schedule.next)
        const theirs = reference.learn(starts, length, schedule.next)
        expect(ours.learned).toBe(theirs.learned)
        if (!theirs.learned) return
        // Four times what 6,000 cases came to; below the floors, what sums that cancel leave of float32 would be compared.
        expect(relativeGap([ours.loss], [theirs.loss], 0.01)).toBeLessThan(5e-7)
        expect(relativeGap([ours.gradientNorm], [theirs.gradientNorm], 0.01)).toBeLessThan(1.2e-5)
        expect(relativeGap(kernel.gradient, reference.gradient, 0.01)).toBeLessThan(1.2e-5)
        const rows = Array.from({ length: options.storeRows }, (_, i) => i)
        const [a, b] = [numbersOf(kernel, rows), numbersOf(reference, rows)]
        expect(relativeGap(a.first!, b.first!, 1e-3)).toBeLessThan(1.2e-5)
        expect(relativeGap(a.second!, b.second!, 1e-7)).toBeLessThan(2.4e-5)
        expect(relativeGap(a.states!, b.states!, 0.1)).toBeLessThan(5e-6)
      }),
      { numRuns: 60 },
    )
  })

  it('has the gradients of finite differences of the reference’s loss, at any sizes', () => {
    const small = sizes.map((options) => ({
      ...options,
      // Pinball has corners; its derivatives are tested by themselves.
      ...(options.loss === 'pinball' ? { loss: 'huber' as const, outputs: options.targets, levels: undefined } : {}),
      inputs: (options.inputs % 5) + 1,
      hidden: (options.hidden % 7) + 1,
    }))
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 6 }), fc.nat(), (options, length, seed) => {
        const random = new Random(seed)
        const { reference, kernel } = enginePair(options, random)
        fillRows([reference, kernel], options, options.storeRows, random)
        const standing = new Schedule(0, 0).next
        if (!kernel.learn([0], length, standing).learned) return
        const parameters = reference.parameters
        const lossWith = (i: number, change: number) => {
          const changed = parameters.slice()
          changed[i]! += change
          reference.parameters = changed
          return reference.learn([0], length, standing).loss
        }
        const gradient = kernel.gradient
        const largest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0)
        for (let trial = 0; trial < 10; trial++) {
          const i = random.below(parameters.length)
          const slope = (lossWith(i, 1e-5) - lossWith(i, -1e-5)) / 2e-5
          // Huber's corners cost up to the step; float32 the rest.
          expect(Math.abs(slope - gradient[i]!)).toBeLessThan(2e-5 * Math.max(1, largest))
        }
      }),
      { numRuns: 40 },
    )
  })

  it('preserves everything when it is saved and loaded, to the bit', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (options, seed) => {
        const random = new Random(seed)
        const { kernel } = enginePair(options, random)
        fillRows([kernel], options, options.storeRows + 3, random)
        kernel.learn([0], 9, new Schedule(1e-2, 0).next)
        // The last is that of the last step.
        const rows = Array.from({ length: options.storeRows }, (_, i) => (i + 3) % options.storeRows)
        const saved = numbersOf(kernel, rows)
        const { kernel: other } = enginePair(options, random)
        setNumbers(other, saved, rows)
        expect(bytesOf(numbersOf(other, rows))).toBe(bytesOf(saved))
        const update = new Schedule(1e-2, 0).next
        expect(other.learn([1], 8, update)).toEqual(kernel.learn([1], 8, update))
        expect(bytesOf(other.parameters)).toBe(bytesOf(kernel.parameters))
        expect(other.cells).toEqual(kernel.cells)
      }),
      { numRuns: 30 },
    )
  })

  it('has no denormal numbers in a long constant stream: they would slow each step', () => {
    const options = {
      inputs: 1,
      hidden: 8,
      layers: 1,
      outputs: 1,
      targets: 1,
      channels: 1,
      storeRows: 24,
      window: 12,
      windows: 1,
      members: 1,
    }
    const random = new Random(4)
    const { kernel } = enginePair({ ...options, loss: 'huber', clipNorm: 1 }, random)
    fillRows([kernel], { ...options, loss: 'huber', clipNorm: 1 }, 24, random)
    kernel.learn([0], 12, new Schedule(1e-3, 0).next)
    // A head of zeros is right about a stream of zeros: the gradient is 0 from here on, and all that is left of the past fades.
    const silent = kernel.parameters
    silent.fill(0, headAt(options))
    kernel.parameters = silent
    const schedule = new Schedule(0, 0)
    const outputs = new Float64Array(1)
    const least = Array.from({ length: 100 }, () => {
      for (let t = 0; t < 1000; t++) {
        kernel.step(t % 24, [0], outputs)
        kernel.setTarget(t % 24, 0, 0, 0)
        if (t < 24) continue
        kernel.learn([(t - 11) % 24], 12, schedule.next)
        schedule.advance()
      }
      const all = Object.values(numbersOf(kernel)).flatMap((part) => Array.from(part))
      return all.reduce((low, x) => (x === 0 ? low : Math.min(low, Math.abs(x))), Number.POSITIVE_INFINITY)
    })
    // Numbers below are denormal in float32.
    expect(Math.min(...least)).toBeGreaterThanOrEqual(2 ** -126)
    expect(numbersOf(kernel).first!.every((m) => m === 0)).toBe(true)
  })

  it('resets h and c, and exposes them', () => {
    const options = {
      inputs: 2,
      hidden: 5,
      layers: 2,
      outputs: 1,
      targets: 1,
      channels: 2,
      storeRows: 30,
      window: 9,
      windows: 1,
      members: 1,
    }
    const random = new Random(4)
    const { kernel } = enginePair({ ...options, loss: 'huber', clipNorm: 1 }, random)
    fillRows([kernel], { ...options, loss: 'huber', clipNorm: 1 }, 9, random)
    const [cell] = kernel.cells
    expect(Array.from(cell!.state).some((h) => h !== 0)).toBe(true)
    kernel.forget()
    expect(Array.from(cell!.state).every((h) => h === 0)).toBe(true)
    // Two layers of h and c, two channels of five cells.
    expect(
      numbersOf(kernel)
        .states!.slice(-40)
        .every((h) => h === 0),
    ).toBe(true)
  })
})
