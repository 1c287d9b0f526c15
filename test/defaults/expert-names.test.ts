import { expect, it } from 'vitest'
import { choose, chosenExperts } from '../../src/defaults/choices.ts'
import { everyExpertName } from '../../src/defaults/expert-names.ts'

it('everyExpertName has each expert of every kind of series once', () => {
  const names = everyExpertName()
  expect(new Set(names).size).toBe(names.length)
  for (const [cadence, season] of [
    ['1h', 24],
    ['1d', 365],
    ['1d', 7],
    ['1bd', undefined],
    ['1mo', 12],
    [undefined, undefined],
  ] as const) {
    const { recipes } = chosenExperts(choose({ leads: [1], channels: 1, cadence, season }), false)
    for (const { name } of recipes) expect(names).toContain(name)
  }
  expect(names).not.toContain('drfit')
})
