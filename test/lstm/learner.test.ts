import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/lstm/create-engine.ts'
import { Learner } from '../../src/lstm/learner.ts'
import { engineSizes, resolveLstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const options = resolveLstmOptions({ inputs: 1, leads: [1], hidden: 3, memory: 20 })

describe('Learner', () => {
  it('advances the schedule with each update that changed the weights, and only then', () => {
    const engine = createEngine('reference', engineSizes(options))
    const learner = new Learner(engine, options, new Random(1))
    const place = engine.join()
    engine.step([{ place, row: 0, outputs: new Float64Array(1), made: false }], Float64Array.of(1))
    const windows = { place, starts: [0], length: 1, ago: 1 }
    const before = snapshot(learner)
    expect(learner.update([windows]).learned).toBe(false)
    expect(snapshot(learner)).toEqual(before)
    place.setTarget(0, 0, 0, 2)
    const losses = Array.from({ length: 60 }, () => learner.update([windows]).loss)
    expect(losses[0]).toBe(1.5)
    // The first updates are smaller: the rate grows over ten.
    expect(losses[0]! - losses[1]!).toBeLessThan(0.2 * (losses[30]! - losses[31]!))
  })
})
