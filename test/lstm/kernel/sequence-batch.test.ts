import { describe, expect, it } from 'vitest'
import { Arenas } from '../../../src/lstm/kernel/arenas.ts'
import { groupsOf } from '../../../src/lstm/kernel/blocks.ts'
import { compileKernel } from '../../../src/lstm/kernel/load.ts'
import { scatter } from '../../../src/lstm/kernel/places.ts'
import { SequenceBatch } from '../../../src/lstm/kernel/sequence-batch.ts'
import { Random } from '../../../src/lstm/random.ts'
import { gap, randomSequences, randomWeights } from '../sequences.ts'

describe('a batch of sequences', () => {
  const shape = { inputs: 8, hidden: 8, layers: 2, outputs: 1 }
  const sizes = { ...shape, targets: 1, channels: 1, members: 1, storeRows: 1, window: 32, windows: 4 }
  const slot = new Arenas(compileKernel()!).take(sizes, {})
  scatter(slot.arena.floats, slot.address >> 2, slot.arena.layout.parameterMap, randomWeights(shape, new Random(3)))
  const batch = new SequenceBatch(shape, slot)

  it('has the same slopes by the inputs in pieces as in one block', () => {
    const [sequence] = randomSequences(new Random(4), 8, [100])
    const slopes = Float64Array.from({ length: 8 }, (_, i) => i - 3)
    const [whole, pieces] = [128, 30].map((rows) => {
      const [group] = groupsOf([100], rows, 4)
      const states = batch.run([sequence!], group!.blocks)
      return { group: group!, states, slopes: batch.back([sequence!], group!.blocks, group!.whole, slopes)[0]! }
    })
    expect(pieces!.group.blocks).toHaveLength(4)
    expect(pieces!.states).toEqual(whole!.states)
    expect(gap(pieces!.slopes, whole!.slopes)).toBeLessThan(1e-7)
    expect(Math.max(...whole!.slopes.slice(-8).map(Math.abs))).toBeGreaterThan(1e-3)
  })
})
