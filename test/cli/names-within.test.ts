import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { namesWithin } from '../../src/cli/names-within.ts'

describe('namesWithin', () => {
  it('leaves names that have room as they are', () => {
    expect(namesWithin(['b'], ['a', 'b', 'c'], 10)).toEqual(['b'])
    expect(namesWithin([], [], 10)).toEqual([])
  })

  it('cuts what all series have in common, not only those shown', () => {
    const all = ['north', 'south'].flatMap((region) => [1, 2].map((i) => `europe/warehouses/${region}/shelf-${i}`))
    expect(namesWithin(all.slice(0, 2), all, 20)).toEqual(['…north/shelf-1', '…north/shelf-2'])
  })

  it('shows what tells long names apart, at the end or in the middle', () => {
    const names = ['S', 'M', 'XL'].map((size) => `T-shirt, organic cotton, long sleeves, dark blue, size ${size}`)
    const all = [...names, 'Socks']
    expect(namesWithin(names, all, 24)).toEqual([
      `${'T-shirt… dark blue, size S'.slice(0, 8)}ark blue, size S`,
      'T-shirt…ark blue, size M',
      'T-shirt…rk blue, size XL',
    ])
    const middle = [1, 2].map((i) => `sensor in the boiler room number ${i} of the old building on the north side`)
    expect(namesWithin(middle, [...middle, 'x'], 24)).toEqual(['sensor …ber 1 of the ol…', 'sensor …ber 2 of the ol…'])
  })

  it('keeps names different and within their columns, also wide ones', () => {
    const names = Array.from({ length: 20 }, (_, i) => `東京都千代田区丸の内一丁目・第${i}センサー・温度`)
    const shown = namesWithin(names, [...names, '別'], 20)
    expect(new Set(shown).size).toBe(20)
    expect(Math.max(...shown.map((name) => stringWidth(name)))).toBeLessThanOrEqual(20)
  })
})
