import { describe, expect, it } from 'vitest'
import { Arena } from '../../../src/lstm/kernel/arena.ts'
import { compileKernel, instantiate } from '../../../src/lstm/kernel/load.ts'
import { arenaBytes, constantBytes, memoryNeeded } from '../../../src/lstm/memory-needed.ts'

const module = compileKernel()!
const sizes = {
  inputs: 2,
  hidden: 8,
  layers: 1,
  outputs: 1,
  targets: 1,
  channels: 1,
  window: 4,
  windows: 2,
  members: 1,
  storeRows: 20,
}
const { weights, states, rows, scratch } = memoryNeeded(sizes)
const slot = weights + states + rows
const arena = (limit = arenaBytes) => new Arena(instantiate(module)!, sizes, limit)
const page = 2 ** 16

describe('Arena', () => {
  it('allocates consecutive slots of zeros', () => {
    const some = arena()
    const addresses = Array.from({ length: 50 }, () => some.take()!)
    addresses.forEach((address, i) => {
      expect(address).toBe(addresses[0]! + i * slot)
    })
    expect(some.used).toBe(50)
    expect(some.floats.subarray(addresses[0]! / 4).every((x) => x === 0)).toBe(true)
  })

  it('reuses a freed slot, filled with zeros again', () => {
    const some = arena()
    const [first, second] = [some.take()!, some.take()!]
    some.floats.fill(7, first / 4, second / 4 + 1)
    some.free(first)
    expect(some.used).toBe(1)
    expect(some.take()).toBe(first)
    expect(some.floats.subarray(first / 4, second / 4).every((x) => x === 0)).toBe(true)
    expect(some.floats[second / 4]).toBe(7)
  })

  it('takes the size of memoryNeeded, and a quarter for growth', () => {
    const some = arena()
    for (let n = 0; n < 3000; n++) some.take()
    const needed = scratch + 3000 * slot
    expect(some.bytes).toBeGreaterThanOrEqual(needed)
    expect(some.bytes).toBeLessThan(1.25 * (constantBytes + needed) + page)
  })

  it('keeps its contents when it grows, and renews its views', () => {
    const some = arena()
    const first = some.take()!
    some.floats[first / 4] = 3
    const { floats, inputs } = some
    while (some.bytes < 20 * page) some.take()
    expect([floats.length, inputs.length]).toEqual([0, 0])
    expect(some.floats[first / 4]).toBe(3)
    expect(some.inputs.length).toBe(2)
  })

  it('is full at its limit', () => {
    const some = arena(10 * page)
    let slots = 0
    while (some.take() !== undefined) slots++
    expect(some.bytes).toBe(10 * page)
    expect(slots).toBe(Math.floor((10 * page - some.kernel.slotsAt.value) / slot))
    expect(arena(page / 8).take()).toBeUndefined()
  })
})
