import { expect, it } from 'vitest'
import type { Cell, Inside } from '../../src/series/forecast.ts'
import { readInside, writeInside } from '../../src/threads/inside.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'

const numbers = (...values: number[]) => Float64Array.from(values)
const cell: Cell = {
  name: 'lstm(persistence)',
  hidden: 1,
  input: numbers(0.1),
  forget: numbers(0.2),
  output: numbers(0.3),
  candidate: numbers(-0.4),
  cell: numbers(0.5),
  state: numbers(-0.6),
}
const mixed: Inside = {
  experts: ['persistence', 'drift'],
  weights: numbers(0.25, 0.75),
  forecasts: numbers(1, Number.NaN),
  cells: [cell, { ...cell, name: 'lstm(drift)' }],
  regrets: numbers(-1, 2),
  intervals: { sizes: numbers(1), above: [numbers(2), numbers(3)], below: [numbers(4), numbers(5)] },
}

it.each([mixed, { ...mixed, cells: [], regrets: undefined, intervals: undefined }])('arrives as it was', (inside) => {
  const writer = new PackWriter()
  writeInside(writer, inside)
  const reader = new PackReader()
  reader.open(writer.take())
  expect(readInside(reader)).toEqual(inside)
})
