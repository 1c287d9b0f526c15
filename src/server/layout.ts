import type { Scored } from '../series/scored.ts'
import type { Layout } from './wire.ts'

/** Names of the six arrays of a cell, in the order they are written. */
export const cellParts = ['input', 'forget', 'output', 'candidate', 'cell', 'state'] as const
export type CellPart = (typeof cellParts)[number]

/** float32 numbers an observation takes. */
export const numbersWide = ({ channels, leads, levels }: Layout): number =>
  channels * (1 + leads.length * (1 + 2 * levels.length))

/** Bytes an observation takes. */
export const bytesWide = (layout: Layout): number => cellAt(layout, layout.cells.length)

/** Where the forecast of channel 0 at the first lead stands among an observation's numbers. */
export const forecastAt = ({ channels }: Layout): number => channels

/** Where the lower end of level `level`, channel 0, first lead stands; the upper ends follow C × L later. */
export const lowerAt = ({ channels, leads }: Layout, level: number): number =>
  channels + channels * leads.length * (1 + 2 * level)

/** Where the weights stand among an observation's bytes. */
export const weightsAt = 1

/** Where the six arrays of cell `index` begin among an observation's bytes. */
export function cellAt({ channels, leads, experts, cells }: Layout, index: number): number {
  let at = weightsAt + experts.length * channels * leads.length
  for (let i = 0; i < index; i++) at += cellParts.length * channels * cells[i]!.hidden
  return at
}

/** The layout of a run, as its first observation shows it. */
export function layoutOf({ observation, leads, levels, inside }: Scored): Layout {
  return {
    channels: observation.values.length,
    leads: [...leads],
    levels: [...levels],
    experts: [...(inside?.experts ?? [])],
    cells: (inside?.cells ?? []).map(({ name, hidden }) => ({ name, hidden })),
  }
}
