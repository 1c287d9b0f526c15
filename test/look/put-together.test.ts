import { expect, it } from 'vitest'
import { putTogether } from '../../src/look/put-together.ts'

const every = (ms: number) => Float64Array.from({ length: 90 }, (_, i) => Math.floor(i / 3) * ms)

it('adds amounts up by day, or by a longer step', () => {
  expect(putTogether('my tills.csv', ['Total'], {}, every(6e4))).toBe(
    'add them up: rxcast forecast "my tills.csv" --target Total --sum 1d',
  )
  expect(putTogether('a.csv', ['sold'], {}, every(365 * 864e5))).toMatch(/--sum 1y$/)
  expect(putTogether('a.csv', ['sold'], {})).toMatch(/--sum 1d$/)
})

it('averages readings over their usual step', () => {
  expect(putTogether('a.csv', ['price'], {}, every(6e4))).toBe(
    'average them: rxcast forecast a.csv --target price --mean 1min',
  )
  expect(putTogether('a.csv', ['ND'], {}, every(864e5))).toMatch(/--mean 1d$/)
})

it('keeps what the user named', () => {
  expect(putTogether('a.csv', ['price'], { by: ['shop'], time: ['at'], rows: { where: { city: 'New York' } } })).toBe(
    'average them: rxcast forecast a.csv --target price --time at --by shop --where "city=New York" --mean 1d',
  )
})
