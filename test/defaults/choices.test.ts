import { describe, expect, it } from 'vitest'
import { choose, chosenExperts } from '../../src/defaults/choices.ts'

const least = { leads: [1, 2], channels: 1 }

describe('choose', () => {
  it('uses defaults for absent and undefined options, and the given ones otherwise', () => {
    const defaults = { covariates: 0, levels: [], mixture: 'mlPoly', gaps: 'keep', hidden: 32, memory: 512, seed: 1 }
    expect(choose(least)).toMatchObject(defaults)
    expect(choose({ ...least, hidden: undefined, seed: undefined })).toMatchObject(defaults)
    expect(choose({ ...least, hidden: 8, mixture: 'boa', levels: [0.5] })).toMatchObject({
      hidden: 8,
      mixture: 'boa',
      levels: [0.5],
      memory: 512,
    })
  })

  it('decides kind and scale by the cadence', () => {
    expect(choose({ ...least, cadence: '1bd' })).toMatchObject({ kind: 'price', logarithmic: true })
    expect(choose({ ...least, cadence: '1bd', scale: 'linear' }).logarithmic).toBe(false)
    expect(choose({ ...least, cadence: '1h', season: 24 })).toMatchObject({ kind: 'hourly', logarithmic: false })
  })
})

it('chosenExperts includes only the requested names, and builds their bases', () => {
  const { mixed, recipes } = chosenExperts(choose({ ...least, experts: ['rls(3)'] }), false)
  expect(recipes.map(({ name }) => name)).toEqual(['persistence', 'rls(3)'])
  expect(mixed).toEqual([1])
})
