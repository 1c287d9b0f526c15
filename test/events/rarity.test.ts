import { describe, expect, it } from 'vitest'
import { leastSizes, Rarity } from '../../src/events/rarity.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { gaussian } from '../laws/series.ts'

/** Generators of sizes, by the kind of their tail. */
const kinds: Readonly<Record<string, (seed: number) => () => number>> = {
  normal(seed) {
    const normal = gaussian(seed)
    return () => Math.abs(normal())
  },
  exponential(seed) {
    const random = new Random(seed)
    return () => -Math.log(1 - random.uniform())
  },
  'power law of 4': (seed) => {
    const random = new Random(seed)
    return () => (1 - random.uniform()) ** -0.25 - 1
  },
  'nearly always 0': (seed) => {
    const random = new Random(seed)
    return () => (random.uniform() < 0.95 ? 0 : 1 - Math.log(1 - random.uniform()))
  },
}

/** Shares of sizes that were rarer than each limit, from row `from` to row `to`, over several seeds. */
function shares(
  start: (seed: number) => () => number,
  limits: readonly number[],
  from: number,
  to: number,
  seeds: number,
) {
  const found = limits.map(() => 0)
  for (let seed = 1; seed <= seeds; seed++) {
    const next = start(seed)
    const rarity = new Rarity()
    for (let row = 0; row < to; row++) {
      const size = next()
      if (row >= from) {
        const rare = rarity.of(size)
        for (const [i, limit] of limits.entries()) if (rare <= limit) found[i]!++
      }
      rarity.add(size)
    }
  }
  return found.map((count) => count / (seeds * (to - from)))
}

describe('Rarity', () => {
  for (const [kind, start] of Object.entries(kinds)) {
    it(`one in 100 is about that often found, and one in 1,000: ${kind}`, () => {
      const [hundred, thousand] = shares(start, [0.01, 0.001], 500, 4000, 12)
      expect(hundred! / 0.01).toBeGreaterThan(0.7)
      expect(hundred! / 0.01).toBeLessThan(1.3)
      expect(thousand! / 0.001).toBeGreaterThan(0.35)
      expect(thousand! / 0.001).toBeLessThan(2)
    })

    it(`from few rows it finds not many more than stated: ${kind}`, () => {
      const [hundred, thousand] = shares(start, [0.01, 0.001], leastSizes, 120, 200)
      expect(hundred! / 0.01).toBeLessThan(1.6)
      expect(thousand! / 0.001).toBeLessThan(3.5)
    })
  }

  it('is above 0, falls with the size, and is that of what was seen outside the tail', () => {
    const next = kinds.exponential!(3)
    const rarity = new Rarity()
    for (let i = 0; i < 2000; i++) rarity.add(next())
    let before = 1
    for (let size = 0; size < 30; size += 0.1) {
      const rare = rarity.of(size)
      expect(rare).toBeGreaterThan(0)
      expect(rare).toBeLessThanOrEqual(before * 1.05)
      before = rare
    }
    expect(rarity.of(Math.log(2))).toBeCloseTo(0.5, 1)
    expect(rarity.of(10)).toBeLessThan(1e-3)
  })

  it('knows nothing before 20 sizes, and no more than was seen of sizes that are all alike', () => {
    const rarity = new Rarity()
    for (let i = 1; i < leastSizes; i++) rarity.add(i)
    expect(rarity.of(1e6)).toBe(1)
    const same = new Rarity()
    for (let i = 0; i < 99; i++) same.add(0)
    expect([same.of(0), same.of(5)]).toEqual([1, 0.01])
    const rounded = new Rarity()
    for (let i = 0; i < 100; i++) rounded.add(1 + (i % 3) / 10)
    expect(rounded.of(1.2)).toBeGreaterThan(0.3)
    expect(rounded.of(1.3)).toBeGreaterThan(1e-3)
    expect(rounded.of(10)).toBeLessThan(1e-6)
    const ones = new Rarity()
    for (let i = 0; i < 99; i++) ones.add(1)
    expect([ones.of(1), ones.of(5)]).toEqual([1, 0.01])
  })

  it('goes on from its state', () => {
    const next = kinds.normal!(5)
    const one = new Rarity()
    for (let i = 0; i < 700; i++) one.add(next())
    const other = new Rarity()
    restore(other, snapshot(one))
    for (const rarity of [one, other]) rarity.add(2.5)
    for (const size of [0.1, 2, 4]) expect(other.of(size)).toBe(one.of(size))
    expect(other.known).toBe(512)
  })
})
