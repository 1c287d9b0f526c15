import { expect, it } from 'vitest'
import { Pending } from '../../src/series/pending.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('Pending finds the origin n steps ago, and none before the first', () => {
  for (const longest of [1, 2, 3, 7]) {
    const pending = new Pending([1, longest])
    expect(pending.slots).toBe(longest)
    const origins = new Array<number>(longest)
    for (let t = 0; t < 30; t++) {
      for (let lead = 1; lead <= longest; lead++)
        expect(origins[pending.due(lead)] ?? 'none', `longest ${longest}, lead ${lead}, step ${t}`).toBe(
          lead <= t ? t - lead : 'none',
        )
      origins[pending.issue()] = t
    }
  }
})

it('Pending forgets origins that are older than its longest lead', () => {
  const pending = new Pending([1, 3])
  for (let t = 0; t < 10; t++) pending.issue()
  expect([pending.due(3) >= 0, pending.due(4)]).toEqual([true, -1])
})

it('Pending starts again when it is cleared, at any slot', () => {
  for (let steps = 0; steps < 8; steps++) {
    const pending = new Pending([1, 3])
    for (let t = 0; t < steps; t++) pending.issue()
    pending.clear()
    expect(pending.due(1)).toBe(-1)
    const slot = pending.issue()
    expect([pending.due(1), pending.due(2)]).toEqual([slot, -1])
  }
})

it('Pending continues from a snapshot, and refuses one with other slots', () => {
  const pending = new Pending([1, 3])
  for (let t = 0; t < 5; t++) pending.issue()
  const later = new Pending([1, 3])
  restore(later, snapshot(pending))
  expect([1, 2, 3].map((lead) => later.due(lead))).toEqual([1, 2, 3].map((lead) => pending.due(lead)))
  expect(later.issue()).toBe(pending.issue())
  expect(() => restore(new Pending([1, 4]), snapshot(pending))).toThrow('snapshot slots: expected 4, got 3')
})
