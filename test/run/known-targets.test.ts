import { describe, expect, it } from 'vitest'
import { KnownTargets } from '../../src/run/known-targets.ts'
import { Forecast } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
const made = (
  values: readonly number[],
  forecasts: readonly number[],
  t = 0,
  drift?: readonly number[],
  key?: readonly string[],
  doubts?: readonly number[],
) =>
  new Forecast({
    origin: t * day,
    observation: { time: t * day, values, ...(key && { key }) },
    leads: [1],
    times: [t * day + day],
    values: Float64Array.from(forecasts),
    levels: [],
    lower: [],
    upper: [],
    drift,
    doubts,
  })
const none = Number.NaN

describe('KnownTargets', () => {
  it('fails a run in which no target ever has a value, and names a single one that has none', () => {
    const known = new KnownTargets()
    known.see(made([none, none], [none, none]))
    expect(known.failure('a.csv', ['x', 'y'], 1)?.message).toBe(
      'a.csv: expected numbers in "x" and "y", got a missing value in every row of 1; name another target',
    )
    known.see(made([1, none], [1, none]))
    expect(known.failure('a.csv', ['x', 'y'], 2)).toBeUndefined()
    expect(known.warnings(['x', 'y'])).toEqual(['"y" has no value in any row, so it is not forecast; the others are'])
  })

  it('says which target is in doubt', () => {
    const known = new KnownTargets()
    for (let t = 0; t < 10; t++) known.see(made([t, t], [1, 1], t, undefined, undefined, t > 6 ? [1] : undefined))
    expect(known.warnings(['x', 'y'])).toHaveLength(1)
    expect(known.warnings(['x', 'y'])[0]).toMatch(/^"y" is not as expected since 1970-01-08T00:00:00.000Z: a spike/)
  })

  it('says which target begins late, ends early, or has changed', () => {
    const known = new KnownTargets()
    for (let t = 0; t < 200; t++)
      known.see(made([t, t < 80 ? none : 1, t < 120 ? 1 : none], [1, 1, 1], t, t === 150 ? [0] : undefined))
    expect(known.warnings(['x', 'y', 'z'])).toEqual([
      '"x" has changed by 1970-05-31T00:00:00.000Z: its unit, its level, or how well it can be forecast',
      '"y" has no value before 1970-03-22T00:00:00.000Z: it is forecast from there on, the others from the start',
      '"z" has had no value since 1970-04-30T00:00:00.000Z; its forecasts go on from there',
    ])
  })

  it('says it of each series of several, and of many for the first few', () => {
    const known = new KnownTargets()
    for (let t = 0; t < 200; t++) {
      known.see(made([t], [1], t, t === 150 ? [0] : undefined, ['a', 'x']))
      if (t < 120) known.see(made([t], [1], t, undefined, ['b', 'x']))
      for (let i = 0; i < 15; i++) known.see(made([none], [none], t, undefined, ['c', String(i)]))
    }
    const empty = (name: string) => `"c, ${name}" has no value in any row, so it is not forecast; the others are`
    const said = [
      '"a, x" has changed by 1970-05-31T00:00:00.000Z: its unit, its level, or how well it can be forecast',
      '"b, x" has had no value since 1970-04-30T00:00:00.000Z; its forecasts go on from there',
      empty('0'),
      empty('1'),
      `${empty('2')} (and 12 more like it)`,
    ]
    expect(known.warnings(['sales'])).toEqual(said)
    const second = new KnownTargets()
    restore(second, snapshot(known))
    expect(second.warnings(['sales'])).toEqual(said)
    expect(second.warnings(['sales', 'stock'])[1]).toMatch(/^"sales" of "b, x" has had/)
  })

  it('is content with one value and one forecast', () => {
    const known = new KnownTargets()
    known.see(made([7], [7]))
    expect(known.failure('a', ['x'], 1)).toBeUndefined()
    expect(known.warnings(['x'])).toEqual([])
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
    expect(second.warnings(['x', 'y'])).toEqual(first.warnings(['x', 'y']))
    second.see(made([none, 1], [1, 1]))
    expect(second.warnings(['x', 'y'])).toEqual([])
  })
})
