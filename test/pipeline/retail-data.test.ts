import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { header, type RetailOptions, retailLines } from '../bench/retail/sales.ts'

const options = { products: 120, days: 400, seed: 1 }

const lines = (changes: Partial<RetailOptions> = {}) => [...retailLines({ ...options, ...changes })]

const rows = lines().map((line) => {
  const cells = line.split(',')
  return Object.fromEntries(header.split(',').map((name, i) => [name, cells[i]!])) as Record<string, string>
})
const byProduct = new Map<string, (typeof rows)[number][]>()
for (const row of rows) byProduct.set(row.product!, [...(byProduct.get(row.product!) ?? []), row])
const sizes = [...byProduct.values()].map((own) => own.reduce((sum, { sold }) => sum + Number(sold), 0) / own.length)
const share = (holds: (row: Record<string, string>) => boolean) => rows.filter(holds).length / rows.length

describe('the generated sales of a shop', () => {
  it('are the same bytes on every machine', () => {
    const hash = createHash('sha256')
      .update(lines({ products: 20, days: 100 }).join('\n'))
      .digest('hex')
    expect(hash.slice(0, 16)).toBe('c7fb3dc463a5b9bf')
    expect(lines({ seed: 2 })).not.toEqual(lines())
  })

  it('do not depend on how many other products there are', () => {
    const few = lines({ products: 10 })
    const names = new Set(few.map((line) => line.split(',')[1]))
    expect(names.size).toBe(10)
    expect(lines().filter((line) => names.has(line.split(',')[1]))).toEqual(few)
  })

  it('have one row for each product and day of its life, in order of time', () => {
    expect(rows.map(({ date }) => date)).toEqual(rows.map(({ date }) => date).toSorted())
    for (const own of byProduct.values()) {
      const days = own.map(({ date }) => Date.parse(date!) / 86_400_000)
      expect(days).toEqual(days.map((_, i) => days[0]! + i))
    }
    const lasts = [...byProduct.values()].map((own) => [own[0]!.date, own.at(-1)!.date])
    expect(lasts.filter(([first]) => first! > '2023-01-01').length).toBeGreaterThan(options.products / 20)
    expect(lasts.filter(([, last]) => last! < '2024-02-04').length).toBeGreaterThan(options.products / 30)
  })

  it('have products of all sizes, some of which hardly sell', () => {
    expect(sizes.filter((size) => size < 0.5).length).toBeGreaterThan(options.products / 20)
    expect(Math.max(...sizes)).toBeGreaterThan(50)
  })

  it('end with days of which only prices and promotions are known', () => {
    const some = lines({ products: 20, days: 100, future: 10 })
    const sold = some.filter((line) => !line.endsWith(',,,'))
    expect(sold).toEqual(lines({ products: 20, days: 100 }))
    expect(some.length - sold.length).toBe(10 * new Set(sold.filter((line) => line.startsWith('2023-04-10'))).size)
  })

  it('mark an empty shelf, on which nothing is sold and demand is not known', () => {
    expect(share(({ in_stock }) => in_stock === '0')).toBeGreaterThan(0.01)
    const isWrong = ({ demand, in_stock, sold }: (typeof rows)[number]) =>
      in_stock === '1' ? demand !== sold : sold !== '0' || demand !== ''
    expect(rows.filter(isWrong)).toEqual([])
  })

  it('sell more at the lower price of a promotion', () => {
    expect(share(({ promotion }) => promotion === '1')).toBeGreaterThan(0.02)
    const ratios = [...byProduct.values()].flatMap((own) => {
      const mean = (flag: string) => {
        const some = own.filter(({ demand, promotion }) => promotion === flag && demand !== '')
        return some.reduce((sum, { sold }) => sum + Number(sold), 0) / some.length
      }
      return mean('1') > 0 && mean('0') > 5 ? [mean('1') / mean('0')] : []
    })
    expect(ratios.length).toBeGreaterThan(20)
    expect(ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)]).toBeGreaterThan(1.4)
  })

  it('sell most on Saturdays', () => {
    const weekdays = new Float64Array(7)
    for (const { date, sold } of rows) weekdays[new Date(date!).getUTCDay()]! += Number(sold)
    expect(weekdays.indexOf(Math.max(...weekdays))).toBe(6)
  })
})
