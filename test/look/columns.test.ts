import { expect, it } from 'vitest'
import { columnsIn, csv, day, times } from './table-of.ts'

it('says which columns hold numbers, and which cells do not', async () => {
  const rows = times(20, (i) => [day(i), i % 4 === 0 ? 'N/A' : `${i}.5`, i === 3 ? 'oops' : i, 'rain', ''])
  const [date, value, count, word, none] = await columnsIn(csv('date,value,count,word,none', rows))
  expect([date, value, count, word].map((column) => column!.numbers !== undefined)).toEqual([false, true, true, false])
  expect([...value!.numbers!.subarray(0, 2)]).toEqual([Number.NaN, 1.5])
  expect(count!.numbers![3]).toBeNaN()
  expect([word!.odd, word!.distinct, none!.empty, word!.empty]).toEqual(['rain', 1, true, false])
})
