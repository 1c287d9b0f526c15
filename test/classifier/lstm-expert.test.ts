import { expect, it } from 'vitest'
import { LstmExpert } from '../../src/classifier/lstm-expert.ts'
import { ScaledRows } from '../../src/classifier/scaled-rows.ts'
import { type SequenceItem, sequenceItem, visitSequence } from '../../src/classifier/sequence-item.ts'
import { Random } from '../../src/lstm/random.ts'

it('begins as its base, and learns what the order of the rows says', () => {
  const options = { classes: 2, hidden: 8, replays: 8, memory: 500, seed: 1, engine: 'wasm', base: 0 } as const
  const expert = new LstmExpert({ ...options, learningRate: 0.01 }, new ScaledRows(1), visitSequence(1))
  const base = Float64Array.of(0.3, 0.7)
  const out = new Float64Array(2)
  const random = new Random(7)
  let right = 0
  for (let i = 0; i < 500; i++) {
    const rows = Array.from({ length: 2 + random.below(6) }, () => [random.uniform()])
    const label = Number(rows[0]! > rows.at(-1)!)
    const item = sequenceItem(rows, 1)
    expert.answer(item, [base], out)
    if (i === 0) expect(out[1]).toBeCloseTo(0.7, 5)
    if (i >= 400 && Number(out[1]! > 0.5) === label) right++
    expert.learn(item, label, [base])
  }
  expect(right).toBeGreaterThan(75)
  // A sequence without rows is answered by the base, and teaches the LSTM nothing.
  expert.answer(sequenceItem([], 1), [base], out)
  expect(out[1]).toBeCloseTo(0.7, 5)
  expert.learn(sequenceItem([], 1), 1, [base])
  expert.dispose()
})

it('bounds the steps of old items at an update', () => {
  const steps: number[] = []
  class Counted extends ScaledRows {
    override toLearn(item: SequenceItem): Float64Array {
      steps.push(this.steps(item))
      return super.toLearn(item)
    }
  }
  const options = { classes: 2, hidden: 2, replays: 8, memory: 9, seed: 1, engine: 'wasm', base: 0 } as const
  const expert = new LstmExpert({ ...options, learningRate: 0.01 }, new Counted(1), visitSequence(1))
  const learn = (rows: number) => {
    steps.length = 0
    expert.learn(sequenceItem(new Array<number[]>(rows).fill([1]), 1), 1, [Float64Array.of(0.5, 0.5)])
    return [...steps]
  }
  expect(learn(5000)).toEqual([5000])
  // The long item is left out beside a short one, and comes once beside another long one.
  expect(learn(3000)).toEqual([3000])
  expect(learn(3)).toEqual([3, 3000])
  expect(learn(6000)[0]).toBe(6000)
  for (let i = 0; i < 5; i++) {
    const [own, ...old] = learn(1000)
    expect(own).toBe(1000)
    expect(old.reduce((sum, more) => sum + more, 0)).toBeLessThanOrEqual(4096)
  }
  expert.dispose()
})
