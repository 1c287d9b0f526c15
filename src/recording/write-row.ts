import type { Inside } from '../series/forecast.ts'
import type { ScoredData } from '../series/scored.ts'
import { writeShares, writeSigned } from './byte.ts'
import { cellAt, cellParts, insideWide, weightsAt } from './layout.ts'
import type { Layout } from './wire.ts'

/** What a history keeps of an observation. */
export type HistoryRow = Pick<
  ScoredData,
  'observation' | 'leads' | 'times' | 'values' | 'levels' | 'lower' | 'upper' | 'inside' | 'actuals'
> & {
  /** There if the forecasts are probabilities of outcomes. */
  readonly outcomes?: unknown
}

/**
 * Writes actual values and their bases to `exact`, and the forecasts relative to these to `differences`, then the labels of
 * outcomes.
 */
export function writeNumbers(
  { channels, leads, levels, outcomes }: Layout,
  { actuals, observation, values, lower, upper }: HistoryRow,
  exact: Float64Array,
  exactAt: number,
  differences: Float32Array,
  differencesAt: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const actual = observation.values[channel]!
    const nearest = values[channel * leads.length]!
    // The base is the value; if that is missing, the first forecast, as forecasts are close to each other.
    exact[exactAt + channel] = actual
    exact[exactAt + channels + channel] = Number.isFinite(actual) ? actual : Number.isFinite(nearest) ? nearest : 0
  }
  let to = differencesAt
  for (let at = -1; at < 2 * levels.length; at++) {
    const from = at < 0 ? values : (at % 2 === 0 ? lower : upper)[at >> 1]!
    for (let channel = 0; channel < channels; channel++) {
      const base = exact[exactAt + channels + channel]!
      for (let lead = 0; lead < leads.length; lead++) differences[to++] = from[channel * leads.length + lead]! - base
    }
  }
  if (!outcomes) return
  for (let at = 0; at < channels * leads.length; at++)
    differences[to++] = actuals?.[at] ?? observation.values[Math.floor(at / leads.length)]!
}

/** Writes the inside state of the forecaster as bytes; zeros if it is not known. */
export function writeInside(layout: Layout, inside: Inside | undefined, to: Uint8Array, at: number): void {
  to[at] = inside ? 1 : 0
  if (!inside) {
    to.fill(0, at + 1, at + insideWide(layout))
    return
  }
  writeShares(inside.weights, to, at + weightsAt)
  for (let index = 0; index < layout.cells.length; index++) {
    const cell = inside.cells[index]
    // A layout from a snapshot can have more.
    if (cell === undefined) break
    let next = at + cellAt(layout, index)
    for (const part of cellParts) {
      const from = cell[part]
      const write = part === 'input' || part === 'forget' || part === 'output' ? writeShares : writeSigned
      write(from, to, next)
      next += from.length
    }
  }
}
