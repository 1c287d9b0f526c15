import { DataError } from '../errors.ts'
import type { ScoredData } from '../series/scored.ts'
import type { CellLayout, Layout } from './wire.ts'

/** Observations that a run keeps for the page, and that the page keeps: more than a screen can show. */
export const maxRows = 20_000

/** Marks that each of them keeps. */
export const maxMarks = 5000

/** Names of a cell's six arrays, in the order they are written. */
export const cellParts = ['input', 'forget', 'output', 'candidate', 'cell', 'state'] as const
export type CellPart = (typeof cellParts)[number]

/** Number of float64 values per observation: the actual values, then the bases. */
export const exactWide = ({ channels }: Layout): number => 2 * channels

/** Number of float32 differences per observation, and of labels of outcomes after them. */
export const differencesWide = (layout: Layout): number =>
  labelsAt(layout) + (layout.outcomes ? layout.channels * layout.leads.length : 0)

/** Bytes of inside state per observation. */
export const insideWide = (layout: Layout): number => cellAt(layout, layout.cells.length)

/** Bytes per observation on the wire without its inside state: the time as digits, the rest in base64. */
export const rowBytes = (layout: Layout): number => 14 + (4 / 3) * (8 * exactWide(layout) + 4 * differencesWide(layout))

/** Bytes of inside state per observation on the wire. */
export const insideBytes = (layout: Layout): number => (4 / 3) * insideWide(layout)

/**
 * Index of the lower bound of level `level`, channel 0, first lead, among an observation's differences; the upper
 * bounds follow C × L later.
 */
export const lowerAt = ({ channels, leads }: Layout, level: number): number => channels * leads.length * (1 + 2 * level)

/** Index of the label of channel 0, first lead, after an observation's differences. */
export const labelsAt = (layout: Layout): number => lowerAt(layout, layout.levels.length)

/** Index of the weights among the bytes of inside state. */
export const weightsAt = 1

/** Index of the arrays of cell `index` among the bytes of inside state. */
export function cellAt({ channels, leads, experts, cells }: Layout, index: number): number {
  let at = weightsAt + experts.length * channels * leads.length
  for (let i = 0; i < index; i++) at += cellParts.length * channels * cells[i]!.hidden
  return at
}

/** The layout of a run whose first observation is given. */
export function layoutOf({
  observation,
  leads,
  levels,
  inside,
  outcomes,
}: Pick<ScoredData, 'observation' | 'leads' | 'levels' | 'inside'> & { readonly outcomes?: unknown }): Layout {
  return {
    channels: observation.values.length,
    leads: [...leads],
    levels: [...levels],
    experts: [...(inside?.experts ?? [])],
    cells: (inside?.cells ?? []).map(({ name, hidden }) => ({ name, hidden })),
    ...(outcomes ? { outcomes: true } : {}),
  }
}

/** Whether a forecast has the leads and levels of a layout. */
export function hasShape(layout: Layout, { leads, levels }: Pick<ScoredData, 'leads' | 'levels'>): boolean {
  const isSame = (some: readonly number[], others: readonly number[]) => {
    if (some.length !== others.length) return false
    for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
    return true
  }
  return isSame(layout.leads, leads) && isSame(layout.levels, levels)
}

/** @throws DataError if `layout`, read from a snapshot, is not a layout */
export function checkLayout(layout: unknown): asserts layout is Layout {
  const { channels, leads, levels, experts, cells, outcomes } = (layout ?? {}) as Partial<Record<keyof Layout, unknown>>
  const counts = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
  const every = (values: unknown, is: (value: unknown) => boolean) => Array.isArray(values) && values.every(is)
  const isText = (value: unknown) => typeof value === 'string'
  const isCell = (cell: Partial<CellLayout> | null) => isText(cell?.name) && counts(cell?.hidden)
  if (
    counts(channels) &&
    every(leads, counts) &&
    every(levels, Number.isFinite) &&
    every(experts, isText) &&
    every(cells, (cell) => isCell(cell as Partial<CellLayout> | null)) &&
    (outcomes === undefined || outcomes === true)
  )
    return
  throw new DataError(`snapshot: expected the layout of a recording, got ${JSON.stringify(layout)}; use an earlier one`)
}
