import { describe, expect, it } from 'vitest'
import { Baselines, baselineKinds } from '../../src/scores/baselines.ts'
import { KnownValues } from '../../src/scores/known-values.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

describe('baselineKinds', () => {
  const text = (cadence: string | undefined, season?: number) =>
    baselineKinds(cadence, season).map(({ name, season = 1 }) => `${season} ${name}`)

  it('are the last value and that of each natural season, within a week of five minutes', () => {
    expect(text('1d')).toEqual(['1 the last value', '7 a week ago', '365 a year ago'])
    expect(text('1h')).toEqual(['1 the last value', '24 a day ago', '168 a week ago'])
    expect(text('1min')).toEqual(['1 the last value', '60 an hour ago', '1440 a day ago'])
    expect(text('1y')).toEqual(['1 the last value'])
  })

  it('include the season that was named, whatever its length', () => {
    expect(text('1d', 14)).toEqual(['1 the last value', '7 a week ago', '14 2 weeks ago', '365 a year ago'])
    expect(text('1d', 7)).toEqual(text('1d'))
    expect(text(undefined, 12)).toEqual(['1 the last value', '12 12 steps ago'])
    expect(text(undefined, 1)).toEqual(['1 the last value'])
  })
})

describe('Baselines', () => {
  const build = () => new Baselines(baselineKinds(undefined, 3), 1, [1, 2])
  const run = (baselines: Baselines, known: KnownValues, values: readonly number[], from = 0) =>
    values.forEach((actual, t) => {
      known.push([actual])
      if (t + from === 0 || Number.isNaN(actual)) return
      baselines.add(0, 0, actual, 1, known)
      baselines.add(0, 1, actual, 1, known)
    })

  it('are scored over the same origins: before there is a season, it is the last value', () => {
    const baselines = build()
    run(baselines, new KnownValues(1, baselines.oldest), [5, 7, 4, 6, 9])
    const [last, season] = baselines.list(undefined)
    // Lead 1: 7−5, 4−7, then 6 and 9 beside 4 and 6, or beside 5 and 7 of a season ago.
    expect(last!.mae[0]).toBe((2 + 3 + 2 + 3) / 4)
    expect(season!.mae[0]).toBe((2 + 3 + 1 + 2) / 4)
    expect(season!.skill[0]).toBe(1 - 4 / 8)
    // Lead 2: the first target is 4, beside 5 of two steps ago.
    expect(last!.mae[1]).toBe((1 + 1 + 5) / 3)
    expect(season!.mae[1]).toBe((1 + 1 + 2) / 3)
    expect(baselines.list(Float64Array.of(2))[0]!.mae[0]).toBe(1.25)
  })

  it('are NaN before the first error, and have no skill beside an exact naive forecast', () => {
    const baselines = build()
    expect(baselines.list(undefined)[0]).toMatchObject({ mae: Float64Array.of(Number.NaN, Number.NaN) })
    run(baselines, new KnownValues(1, baselines.oldest), [5, 5, 5])
    expect(baselines.list(undefined)[1]!.mae[0]).toBe(0)
    expect(baselines.list(undefined)[1]!.skill[0]).toBeNaN()
  })

  it('count nothing while the last value is unknown', () => {
    const baselines = build()
    const known = new KnownValues(1, baselines.oldest)
    known.push([Number.NaN])
    known.push([3])
    baselines.add(0, 0, 3, 1, known)
    expect(baselines.list(undefined)[0]!.mae[0]).toBeNaN()
  })

  it('continue from a snapshot as if they had never stopped', () => {
    const straight = build()
    const known = new KnownValues(1, straight.oldest)
    run(straight, known, [5, 7, 4])
    const resumed = build()
    restore(resumed, snapshot(straight))
    expect(resumed.list(undefined)).toEqual(straight.list(undefined))
    run(resumed, known, [6, 9], 3)
    expect(resumed.list(undefined)[1]!.mae[0]).toBe((2 + 3 + 1 + 2) / 4)
  })
})
