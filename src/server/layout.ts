import type { Scored } from '../series/scored.ts'
import type { Layout } from './wire.ts'

/** Names of the six arrays of a cell, in the order they are written. */
export const cellParts = ['input', 'forget', 'output', 'candidate', 'cell', 'state'] as const
export type CellPart = (typeof cellParts)[number]

/** float64 numbers an observation takes: the actual values, then the bases. */
export const exactWide = ({ channels }: Layout): number => 2 * channels

/** float32 differences an observation takes. */
export const differencesWide = ({ channels, leads, levels }: Layout): number =>
  channels * leads.length * (1 + 2 * levels.length)

/** Bytes of its inside that an observation takes. */
export const insideWide = (layout: Layout): number => cellAt(layout, layout.cells.length)

/** Bytes that an observation takes on the wire, its inside apart: a time in figures, the rest in base64. */
export const rowBytes = (layout: Layout): number => 14 + (4 / 3) * (8 * exactWide(layout) + 4 * differencesWide(layout))

/** Bytes that the inside of an observation takes there. */
export const insideBytes = (layout: Layout): number => (4 / 3) * insideWide(layout)

/** Where the lower end of level `level`, channel 0, first lead stands among an observation's differences, which begin with the forecasts; the upper ends follow C × L later. */
export const lowerAt = ({ channels, leads }: Layout, level: number): number => channels * leads.length * (1 + 2 * level)

/** Where the weights stand among the bytes of an observation's inside. */
export const weightsAt = 1

/** Where the six arrays of cell `index` begin there. */
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
