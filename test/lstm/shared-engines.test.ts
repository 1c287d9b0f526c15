import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import type { LossOptions } from '../../src/lstm/loss.ts'
import { Random } from '../../src/lstm/random.ts'
import { SharedLstm } from '../../src/lstm/shared-lstm.ts'
import { allLosses, targetOf } from './all-losses.ts'
import { bytesOf, numbers } from './company.ts'
import { relativeGap } from './engine-pair.ts'

const both = ['wasm', 'reference'] as const

describe('shared weights on the two engines', () => {
  it('step and learn alike at any sizes, with members of any age, in more chunks than one', () => {
    const upTo = (max: number) => fc.integer({ min: 1, max })
    // With the others derivatives can cancel, and Adam makes what float32 leaves of them as large as any.
    const { huber, squared, logistic } = allLosses
    const cases = fc.record({
      ...{ inputs: upTo(9), hidden: upTo(20), layers: upTo(3), channels: upTo(5), window: upTo(6) },
      ...{ replays: fc.nat(4), loss: fc.constantFrom<LossOptions>(huber, squared, logistic), seed: fc.nat() },
    })
    fc.assert(
      fc.property(cases, upTo(40), ({ loss, ...shape }, count) => {
        const options = { ...shape, ...loss, leads: [1, 2], learnFrom: 1, learningRate: 1e-3 } as const
        const networks = both.map((engine) => new SharedLstm({ ...options, engine }))
        const members = networks.map((shared) => Array.from({ length: count }, (_, i) => shared.join(`s${i}`)))
        const random = new Random(shape.seed)
        for (let t = 0; t < 14; t++) {
          // Some begin late, and some miss a time step.
          const present = Array.from({ length: count }, (_, i) => i).filter((i) => t >= i % 7 && random.below(5) > 0)
          if (present.length === 0) continue
          const targets = present.map(() =>
            Float64Array.from({ length: 2 * shape.channels }, () => targetOf(loss, random)),
          )
          if (random.below(2) === 0) targets[0]!.fill(Number.NaN)
          const inputs = numbers(random, present.length * shape.channels * shape.inputs)
          networks.forEach((shared, n) => {
            const here = present.map((i) => members[n]![i]!)
            here.forEach((member, i) => {
              member.learn(targets[i]!)
            })
            shared.stepAll(here, inputs)
          })
          for (const i of present)
            expect(relativeGap(members[0]![i]!.outputs, members[1]![i]!.outputs, 0.1)).toBeLessThan(1e-4)
          const [ours, theirs] = networks.map((shared) => shared.apply())
          expect(ours!.learned).toBe(theirs!.learned)
          expect(relativeGap([ours!.loss, ours!.gradientNorm], [theirs!.loss, theirs!.gradientNorm], 0.1)).toBeLessThan(
            1e-4,
          )
        }
        for (const shared of networks) shared.dispose()
      }),
      { numRuns: 25 },
    )
  })

  it('hold 10,000 members in one process, each with the bits it has among a few', () => {
    const options = { inputs: 2, leads: [1, 7], hidden: 8, window: 4, replays: 1, memory: 24, learnFrom: 2 }
    const run = (count: number, learns: number) => {
      const shared = new SharedLstm({ ...options, learningRate: 1e-2 })
      const members = Array.from({ length: count }, (_, i) => shared.join(`s${i}`))
      for (let t = 0; t < 6; t++) {
        const inputs = Float64Array.from({ length: 2 * count }, (_, i) => ((i * 7 + t * 3) % 11) / 11)
        const some = members.slice(0, learns)
        for (const member of some) member.learn(Float64Array.of(inputs[0]!, inputs[1]!))
        shared.stepAll(members, inputs)
        shared.apply()
      }
      return { shared, members }
    }
    const before = networksInUse().networks
    const [many, few] = [run(10_000, 40), run(60, 40)]
    expect(networksInUse().networks - before).toBe(10_060)
    expect(bytesOf(many.shared)).toBe(bytesOf(few.shared))
    few.members.forEach((member, i) => {
      expect(bytesOf(many.members[i]!)).toBe(bytesOf(member))
    })
    many.members[17]!.dispose()
    const { bytes } = networksInUse()
    for (let i = 0; i < 100; i++) many.shared.join('again').dispose()
    expect(networksInUse().bytes).toBe(bytes)
    for (const { shared } of [many, few]) shared.dispose()
    expect(networksInUse().networks).toBe(before)
  })
})
