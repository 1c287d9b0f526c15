import { describe, expect, it } from 'vitest'
import { History } from '../../src/lstm/history.ts'
import { engineSizes, resolveLstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'
import { ReferencePlace } from '../../src/lstm/reference-place.ts'

const options = resolveLstmOptions({ inputs: 1, leads: [1, 3], window: 4, replays: 30, memory: 16, learnFrom: 2 })
const stepped = (steps: number) => {
  const place = new ReferencePlace(engineSizes(options))
  const history = new History(options, place)
  for (let t = 0; t < steps; t++) history.stepped()
  return { place, history }
}

describe('History', () => {
  it('writes steps to the rows of the store in turn', () => {
    expect([0, 15, 16, 40].map((steps) => stepped(steps).history.row)).toEqual([0, 15, 0, 8])
  })

  it('assigns each target to the row of its step', () => {
    const { place, history } = stepped(18)
    place.setRows([1, 15], new Float64Array(6))
    history.setTargets(Float64Array.of(5, 7))
    expect([...place.rows([1, 15])]).toEqual([0, 5, 0, 0, 0, 7])
  })

  it('has nothing to learn from before `learnFrom` steps and after a reset', () => {
    expect(stepped(1).history.draw(new Random(1), 0)).toBeUndefined()
    const { history } = stepped(5)
    expect(history.draw(new Random(1), 0)!.length).toBe(4)
    history.reset()
    expect(history.draw(new Random(1), 0)).toBeUndefined()
    history.stepped()
    expect(history.draw(new Random(1), 0)).toEqual({ length: 1, ages: expect.arrayContaining([1]) })
  })

  it('draws no window that steps ahead overwrite', () => {
    const { history } = stepped(50)
    const oldest = (ahead: number) => Math.max(...history.draw(new Random(3), ahead)!.ages)
    expect([oldest(0), oldest(1), oldest(2)]).toEqual([16, 15, 14])
  })

  it('gives windows by their rows, also some steps after they were drawn', () => {
    const { history, place } = stepped(33)
    const drawn = { length: 4, ages: [4, 9] }
    expect(history.windows(drawn)).toEqual({ place, starts: [13, 8], length: 4, ago: 4, earlier: [12, 7] })
    history.stepped()
    const later = { length: 4, ages: [5, 10] }
    expect(history.windows(later)).toEqual({ place, starts: [13, 8], length: 4, ago: 5, earlier: [11, 6] })
  })
})
