import { describe, expect, it } from 'vitest'
import { createEngine } from '../../../src/lstm/create-engine.ts'
import type { KernelPlace } from '../../../src/lstm/kernel/kernel-place.ts'

const options = {
  inputs: 1,
  hidden: 3,
  layers: 2,
  outputs: 1,
  targets: 1,
  channels: 1,
  storeRows: 8,
  window: 2,
  windows: 1,
  members: 1,
}

describe('KernelPlace', () => {
  it('keeps the states of the last window and two more, in a ring', () => {
    const engine = createEngine('wasm', { ...options, loss: 'huber', clipNorm: 1 })
    engine.parameters = engine.parameters.fill(0.1)
    const place = engine.join() as KernelPlace
    const addresses = Array.from({ length: 9 }, (_, t) => {
      engine.step([{ place, row: t % 8, outputs: new Float64Array(1), made: false }], Float64Array.of(t))
      return place.stateAt(0)
    })
    expect(new Set(addresses).size).toBe(4)
    expect(addresses.slice(4)).toEqual(addresses.slice(0, 5))
    for (let ago = 0; ago < 4; ago++) expect(place.stateAt(ago)).toBe(addresses[8 - ago])
    expect(place.stateAt(-1)).toBe(addresses[5])
  })
})
