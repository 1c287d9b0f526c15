import { describe, expect, it } from 'vitest'
import { Arenas } from '../../../src/lstm/kernel/arenas.ts'
import { KernelSequences } from '../../../src/lstm/kernel/kernel-sequences.ts'
import { compileKernel } from '../../../src/lstm/kernel/load.ts'
import { Random } from '../../../src/lstm/random.ts'
import { ReferenceSequences } from '../../../src/lstm/reference-sequences.ts'
import { Schedule } from '../../../src/lstm/schedule.ts'
import { gap, randomSequences, randomWeights, squaredFrom } from '../sequences.ts'

const arenas = new Arenas(compileKernel()!)

describe('the kernel over sequences', () => {
  it.each([
    [1, 4, 1, 1],
    [16, 16, 1, 2],
    [9, 5, 2, 3],
    [30, 8, 3, 1],
  ])(
    'agrees with the reference within 1e-5: %i inputs, %i cells, %i layers, %i outputs',
    (inputs, hidden, layers, outputs) => {
      const options = { inputs, hidden, layers, outputs, clipNorm: 1 }
      const random = new Random(inputs)
      const [kernel, reference] = [new KernelSequences(options, arenas), new ReferenceSequences(options)]
      kernel.parameters = randomWeights(options, random)
      reference.parameters = kernel.parameters
      const schedule = new Schedule(0.01, 0)
      for (let update = 0; update < 6; update++) {
        // More than fit into the batch at once, one that is longer than it, and one alone.
        const count = update === 3 ? 1 : 1 + random.below(45)
        const lengths = Array.from({ length: count }, () => 1 + random.below(update === 2 ? 200 : 20))
        if (update === 1) lengths.push(4500)
        const sequences = randomSequences(random, inputs, lengths)
        const targets = lengths.map(() => random.uniform())
        expect(gap(kernel.run(sequences), reference.run(sequences))).toBeLessThan(1e-5)
        const [one, two] = [kernel, reference].map((engine) =>
          engine.learn(sequences, squaredFrom(targets), schedule.next),
        )
        schedule.advance()
        expect(gap(kernel.gradient, reference.gradient)).toBeLessThan(1e-5)
        expect(gap(kernel.parameters, reference.parameters)).toBeLessThan(1e-5)
        for (const [i, slopes] of one!.inputSlopes.entries())
          expect(gap(slopes, two!.inputSlopes[i]!)).toBeLessThan(1e-5)
        expect(one!.loss).toBeCloseTo(two!.loss, 5)
        expect(one!.gradientNorm).toBeCloseTo(two!.gradientNorm, 4)
        reference.parameters = kernel.parameters
      }
      kernel.dispose()
    },
  )

  it('gives the memory back', () => {
    const before = arenas.usage
    const one = new KernelSequences({ inputs: 2, hidden: 8, layers: 1, outputs: 1, clipNorm: 1 }, arenas)
    expect(arenas.usage.networks).toBe(before.networks + 1)
    one.dispose()
    expect(arenas.usage).toEqual(before)
  })
})
