import { describe, expect, it } from 'vitest'
import { KnownTargets } from '../../src/run/known-targets.ts'
import { Forecast } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const made = (values: readonly number[], forecasts: readonly number[]) =>
  new Forecast({
    origin: 0,
    observation: { time: 0, values },
    leads: [1],
    times: [1],
    values: Float64Array.from(forecasts),
    levels: [],
    lower: [],
    upper: [],
  })
const none = Number.NaN

describe('KnownTargets', () => {
  it('names the targets that never have a value', () => {
    const known = new KnownTargets()
    known.see(made([1, none, none], [1, none, none]))
    known.see(made([none, none, none], [1, none, none]))
    expect(known.failure('a.csv', ['x', 'y', 'z'], 2)?.message).toBe(
      'a.csv: expected numbers in "y" and "z", got a missing value in every row of 2; name another target',
    )
    known.see(made([none, 1, 1], [1, 1, 1]))
    expect(known.failure('a.csv', ['x', 'y', 'z'], 3)).toBeUndefined()
  })

  it('is content with one value and one forecast', () => {
    const known = new KnownTargets()
    known.see(made([7], [7]))
    expect(known.failure('a', ['x'], 1)).toBeUndefined()
    expect(new KnownTargets().failure('a', ['x'], 0)).toBeUndefined()
  })

  it('finds a run that never forecast a number', () => {
    const known = new KnownTargets()
    known.see(made([7], [none]))
    expect(known.failure('a', ['x'], 1)?.message).toMatch(/^a: expected forecasts, got none from 1 rows/)
  })

  it('goes on from a snapshot', () => {
    const first = new KnownTargets()
    first.see(made([1, none], [1, none]))
    const second = new KnownTargets()
    restore(second, snapshot(first))
    expect(second.failure('a', ['x', 'y'], 1)?.message).toMatch(/in "y"/)
    second.see(made([none, 1], [1, 1]))
    expect(second.failure('a', ['x', 'y'], 1)).toBeUndefined()
  })
})
