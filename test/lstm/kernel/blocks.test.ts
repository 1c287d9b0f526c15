import { describe, expect, it } from 'vitest'
import { groupsOf } from '../../../src/lstm/kernel/blocks.ts'

describe('groupsOf', () => {
  it('begins a new block at each length, with the sequences that go on', () => {
    expect(groupsOf([2, 5, 2, 3], 100, 8)).toEqual([
      {
        members: [1, 3, 0, 2],
        whole: true,
        blocks: [
          { batch: 4, length: 2, step: 0, first: 0, before: 0 },
          { batch: 2, length: 1, step: 2, first: 8, before: 12 },
          { batch: 1, length: 2, step: 3, first: 10, before: 16 },
        ],
      },
    ])
  })

  it('has no row that belongs to no step of a sequence', () => {
    const lengths = Array.from({ length: 70 }, (_, i) => 1 + ((i * 37) % 50))
    const groups = groupsOf(lengths, 512, 32)
    const rows = groups.flatMap(({ blocks }) => blocks).reduce((sum, { batch, length }) => sum + batch * length, 0)
    expect(rows).toBe(lengths.reduce((sum, length) => sum + length))
    expect(groups.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i))
    for (const { members, blocks } of groups) {
      expect(members.length).toBeLessThanOrEqual(32)
      expect(blocks.reduce((sum, { batch, length }) => sum + batch * (length + 1), 0)).toBeLessThanOrEqual(512)
    }
  })

  it('takes a sequence that is longer than the batch by itself, in pieces', () => {
    const [long, short] = groupsOf([3, 250], 100, 8)
    expect(long!.members).toEqual([1])
    expect(long!.whole).toBe(false)
    expect(long!.blocks.map(({ step, length }) => [step, length])).toEqual([
      [0, 99],
      [99, 99],
      [198, 52],
    ])
    expect(short!.members).toEqual([0])
  })
})
