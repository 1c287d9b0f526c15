import { describe, expect, it } from 'vitest'
import { catalogue, type ExpertRecipe, select } from '../../src/defaults/pool.ts'
import { type Kind, profileOf } from '../../src/defaults/profile.ts'
import { Persistence } from '../../src/experts/persistence.ts'

const settings = { hidden: 4, replayRows: 256, seed: 1, engine: 'wasm' } as const
const known = (...seasons: number[]) =>
  catalogue({ profile: profileOf('daily', seasons), seasons, logarithmic: false }, settings)
const names = (...seasons: number[]) => known(...seasons).map(({ name }) => name)

const expert = { learn() {}, forecast() {}, state() {} }

describe('catalogue', () => {
  it('lists each expert once, bases before the experts over them', () => {
    for (const seasons of [[], [7], [365], [365, 7]]) {
      const all = known(...seasons)
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
      all.forEach(({ base }, i) => {
        if (base !== undefined) expect(all.slice(0, i).map(({ name }) => name)).toContain(base)
      })
    }
  })

  it('has seasonal experts according to the length of the season', () => {
    expect(names()).not.toContain('seasonalNaive')
    expect(names(365)).toContain('seasonalNaive')
    expect(names(365)).not.toContain('holtWinters')
    expect(names(7)).toEqual(
      expect.arrayContaining([
        'seasonalDrift',
        'holtWinters',
        'holtWintersDamped',
        'holtWintersMultiplicative',
        'rls(season)',
      ]),
    )
  })

  it('has experts of every season, in the order of the seasons', () => {
    const seasonal = (kind: Kind, ...seasons: number[]) =>
      catalogue({ profile: profileOf(kind, seasons), seasons, logarithmic: false }, settings)
        .map(({ name }) => name)
        .filter((name) => /^(seasonal(Naive|Drift)|robust|medianOf)/.test(name))
    expect(seasonal('hourly', 168, 24)).toEqual([
      ...['seasonalNaive', 'seasonalDrift', 'medianOfSeasons', 'robustSmoothing'],
      ...[
        'seasonalNaive(season 2)',
        'seasonalDrift(season 2)',
        'medianOfSeasons(season 2)',
        'robustSmoothing(season 2)',
      ],
    ])
    expect(seasonal('hourly', 24, 8766)).toContain('seasonalNaive(season 2)')
    expect(seasonal('hourly', 24, 8766)).not.toContain('medianOfSeasons(season 2)')
  })

  it('lets channels learn from each other on hours and days, if there are several and not too many', () => {
    const together = (kind: Kind, channels: number) =>
      catalogue({ profile: profileOf(kind, []), seasons: [], channels, logarithmic: false }, settings)
        .map(({ name }) => name)
        .filter((name) => /levels|changes/.test(name))
    expect([1, 18].map((channels) => together('hourly', channels))).toEqual([[], []])
    expect(together('hourly', 9)).toEqual(['rls(24, levels)', 'rls(3, changes)'])
    expect(together('hourly', 17)).toEqual(['rls(24, levels)'])
    expect(together('daily', 6)).toEqual(['rls(3, levels)', 'rls(12, changes)'])
    expect(together('price', 2)).toEqual([])
  })

  it('has Theta in place of drift, and no LSTMs, for quarters and years', () => {
    const quarterly = (...seasons: number[]) =>
      catalogue({ profile: profileOf('quarterly', seasons), seasons, logarithmic: true }, settings).map(
        ({ name }) => name,
      )
    for (const all of [quarterly(4), quarterly()]) {
      expect(all).toContain('theta')
      expect(all.filter((name) => /^(drift|lstm)/.test(name))).toEqual([])
    }
  })
})

describe('select', () => {
  it('mixes all experts by default', () => {
    expect(select(known(7), undefined).mixed).toHaveLength(known(7).length)
  })

  it('builds the bases of the chosen experts, without mixing them', () => {
    const { recipes, mixed } = select(known(7), ['rls(season)', 'drift'])
    expect(recipes.map(({ name }) => name)).toEqual(
      ['persistence', 'drift', 'seasonalDrift', 'rls(season)'].filter((name) => name !== 'persistence'),
    )
    expect(mixed.map((e) => recipes[e]!.name)).toEqual(['drift', 'rls(season)'])
  })

  it('replaces a known expert by a custom one of the same name', () => {
    const own: ExpertRecipe = {
      name: 'seasonalDrift',
      build: () => new Persistence({ channels: 1, covariates: 0, leads: [1] }),
    }
    const { recipes, mixed } = select(known(7), ['rls(season)', own])
    expect(recipes.map(({ name }) => name)).toEqual(['seasonalDrift', 'rls(season)'])
    expect(recipes[0]).toBe(own)
    expect(mixed).toEqual([0, 1])
  })

  it('reports all unknown names, with the closest ones', () => {
    expect(() => select(known(7), ['drfit', 'prophet'])).toThrow(
      /^forecast\.experts\.0: expected .* got "drfit"; did you mean "drift"\?\nforecast\.experts\.1: .* got "prophet"; known are persistence, drift/,
    )
    const standing: ExpertRecipe = {
      name: 'mine',
      base: 'none',
      build: () => new Persistence({ channels: 1, covariates: 0, leads: [1] }),
    }
    expect(() => select(known(7), [standing])).toThrow(/^forecast\.experts: expected the name of an expert, got "none"/)
  })

  it('puts each expert after its base, whatever the order they are given in', () => {
    const recipe = (name: string, base?: string): ExpertRecipe => ({ name, ...(base && { base }), build: () => expert })
    const names = (chosen: readonly ExpertRecipe[]) => select([], chosen).recipes.map(({ name }) => name)
    expect(names([recipe('a', 'b'), recipe('b'), recipe('c', 'a')])).toEqual(['b', 'a', 'c'])
    expect(names([recipe('x'), recipe('y'), recipe('z')])).toEqual(['x', 'y', 'z'])
    expect(() => names([recipe('x'), recipe('a', 'b'), recipe('b', 'a')])).toThrow(
      'forecast.experts: expected an expert as base that has no base among these, got a circle of a, b',
    )
  })
})
