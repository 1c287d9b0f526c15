import type { Cell, Inside, IntervalState } from '../series/forecast.ts'
import type { PackReader, PackWriter } from './pack.ts'

/** The arrays of a cell, in the order in which they are sent. */
const gates = ['input', 'forget', 'output', 'candidate', 'cell', 'state'] as const

/** Writes the inside of a forecaster, which the next observation overwrites. */
export function writeInside(pack: PackWriter, inside: Inside): void {
  const { experts, weights, forecasts, cells, regrets, intervals } = inside
  pack.list(experts, (name) => pack.name(name))
  pack.array(weights)
  pack.array(forecasts)
  pack.list(cells, (cell) => {
    pack.name(cell.name)
    pack.number(cell.hidden)
    for (const gate of gates) pack.array(cell[gate])
  })
  pack.optional(regrets, (numbers) => pack.array(numbers))
  pack.optional(intervals, ({ sizes, above, below }) => {
    pack.array(sizes)
    pack.list(above, (numbers) => pack.array(numbers))
    pack.list(below, (numbers) => pack.array(numbers))
  })
}

export function readInside(pack: PackReader): Inside {
  return {
    experts: pack.list(() => pack.name()),
    weights: pack.array(),
    forecasts: pack.array(),
    cells: pack.list(() => readCell(pack)),
    regrets: pack.optional(() => pack.array()),
    intervals: pack.optional(() => readIntervals(pack)),
  }
}

const readCell = (pack: PackReader): Cell => ({
  name: pack.name(),
  hidden: pack.number(),
  input: pack.array(),
  forget: pack.array(),
  output: pack.array(),
  candidate: pack.array(),
  cell: pack.array(),
  state: pack.array(),
})

const readIntervals = (pack: PackReader): IntervalState => ({
  sizes: pack.array(),
  above: pack.list(() => pack.array()),
  below: pack.list(() => pack.array()),
})
