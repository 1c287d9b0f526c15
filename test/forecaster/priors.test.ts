import { expect, it } from 'vitest'
import { Priors } from '../../src/forecaster/priors.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('priors are one for each name and size', () => {
  const priors = new Priors()
  expect(priors.of('mixture', 2)).toBe(priors.of('mixture', 2))
  expect(priors.of('mixture', 3)).not.toBe(priors.of('mixture', 2))
  priors.of('mixture', 2).add([Float64Array.of(1, 2)], 1)
  priors.of('rls(3)', 1).add([Float64Array.of(8)], 1)
  priors.apply()
  expect([...priors.of('mixture', 2).mean!]).toEqual([1, 2])
  expect([...priors.of('rls(3)', 1).mean!]).toEqual([8])
})

it('restored priors replace those that series already have, which go on', () => {
  const saved = new Priors()
  saved.of('a b', 1).add([Float64Array.of(5)], 1)
  saved.of('c', 2).add([Float64Array.of(6, 7)], 1)
  saved.apply()
  const other = new Priors()
  const unknown = other.of('d', 1)
  const held = other.of('a b', 1)
  for (const prior of [unknown, held]) prior.add([Float64Array.of(1)], 1)
  other.apply()
  restore(other, snapshot(saved))
  expect([...held.mean!]).toEqual([5])
  expect(other.of('a b', 1)).toBe(held)
  expect([...other.of('c', 2).mean!]).toEqual([6, 7])
  expect(unknown.mean).toBeUndefined()
})
