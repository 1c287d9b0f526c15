import { describe, expect, it } from 'vitest'
import { ReferenceEngine } from '../../src/lstm/reference-engine.ts'

const options = {
  inputs: 2,
  hidden: 3,
  layers: 1,
  outputs: 1,
  targets: 1,
  channels: 2,
  storeRows: 4,
  window: 2,
  windows: 1,
  members: 1,
}
const engine = new ReferenceEngine({ ...options, loss: 'huber', clipNorm: 1 })
engine.parameters = engine.parameters.fill(0.1)

describe('ReferencePlace', () => {
  it('gives the windows of a channel, also over the end of the store', () => {
    const place = engine.join()
    for (let row = 0; row < 4; row++) {
      const step = { place, row, outputs: new Float64Array(2), made: false }
      engine.step(
        [step],
        Float64Array.from({ length: 4 }, (_, i) => 10 * row + i),
      )
      for (let channel = 0; channel < 2; channel++) place.setTarget(row, channel, 0, 100 * row + channel)
    }
    const { x, targets } = place.windowOf(3, 2, 1)
    expect([...x]).toEqual([32, 33, 2, 3])
    expect([...targets]).toEqual([301, 1])
  })

  it('gives what a convolution and attention see of the steps before a row', () => {
    const front = { convolution: { filters: 1, width: 3 }, attention: { steps: 2 } }
    const wide = new ReferenceEngine({ ...options, front, loss: 'huber', clipNorm: 1 })
    wide.parameters = wide.parameters.fill(0.1)
    const place = wide.join()
    const states: number[][] = []
    for (let t = 0; t < 6; t++) {
      const step = { place, row: t % 4, outputs: new Float64Array(2), made: false }
      wide.step([step], Float64Array.of(t, 1, 2, 10 + t))
      states.push([...place.stateOf(1).subarray(0, 3)])
    }
    // Step 5 is in row 1, step 4 in row 0, step 3 in row 3.
    expect([...place.pastOf(2, 1, 9, 0).inputs]).toEqual([2, 14, 2, 15])
    expect([...place.pastOf(1, 1, 9, 1).inputs]).toEqual([2, 13, 2, 14])
    expect([...place.pastOf(1, 1, 1, 1).inputs]).toEqual([2, 14])
    expect([...place.pastOf(2, 1, 9, 0).states]).toEqual([...states[4]!, ...states[5]!])
    expect([...place.pastOf(3, 1, 1, 2).states]).toEqual(states[3])
    expect([...place.pastOf(3, 1, 9).states]).toEqual([])
  })

  it('keeps the states of the last window and two more', () => {
    const place = engine.join()
    const seen: number[][] = []
    for (let t = 0; t < 6; t++) {
      engine.step([{ place, row: t % 4, outputs: new Float64Array(2), made: false }], Float64Array.of(t, 1, 2, 3))
      seen.push([...place.stateOf(0)])
    }
    for (let ago = 0; ago < 4; ago++) expect([...place.stateOf(0, ago)]).toEqual(seen[5 - ago])
    expect(Array.from(place.cells[0]!.state).slice(0, 3)).toEqual(seen[5]!.slice(0, 3))
  })
})
