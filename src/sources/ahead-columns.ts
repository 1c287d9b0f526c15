import { hasNoTarget, tellsAhead } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { TimeDecoder, type TimeStyle } from './decode-time.ts'
import { leadColumns, type Offered, offeredColumns } from './offered-columns.ts'

/** The columns that tell of times to come, and how their times are written. */
export interface ColumnsAhead extends TimeStyle {
  readonly targets: readonly string[]
  /** Columns known ahead, when their values were issued, and forecasts made elsewhere. */
  readonly known?: readonly string[] | undefined
  readonly issued?: string | undefined
  readonly offered?: Offered | undefined
  /** Whether rows come as they occur. */
  readonly live?: boolean | undefined
}

/** The columns of a text that tell of times to come. Browser-safe. */
export class AheadColumns {
  /** Places of the columns known ahead. */
  readonly knownAt: readonly number[]
  /** Places of the forecasts made elsewhere, in the order of `elsewhere` of an observation; −1 for none. */
  readonly elsewhereAt: readonly number[]
  readonly issued: string | undefined
  private readonly issuedAt: number | undefined
  private readonly times: TimeDecoder
  /** For times of issue that are written in another way than those of rows. */
  private readonly otherTimes: TimeDecoder
  private readonly live: boolean

  /** @param at the place of a column of the header */
  constructor(header: readonly string[], columns: ColumnsAhead, at: (name: string) => number) {
    const { known = [], issued, live = false, offered = {}, targets } = columns
    this.knownAt = known.map(at)
    this.issued = issued
    this.issuedAt = issued === undefined ? undefined : at(issued)
    this.times = new TimeDecoder(columns)
    this.otherTimes = new TimeDecoder({ clock: 'iso', zone: columns.zone ?? 'UTC' })
    this.live = live
    const places = offeredColumns(offered, targets).map(({ column, ...place }) => {
      const leads = leadColumns(column, header)
      return { ...place, leads: leads.length > 0 ? leads : [{ column, lead: 0 }] }
    })
    const width = 1 + Math.max(0, ...places.flatMap(({ leads }) => leads.map(({ lead }) => lead)))
    const elsewhereAt = new Array<number>(Object.keys(offered).length * targets.length * width).fill(-1)
    for (const { forecaster, channel, leads } of places)
      for (const { column, lead } of leads)
        elsewhereAt[(forecaster * targets.length + channel) * width + lead] = at(column)
    this.elsewhereAt = elsewhereAt
  }

  /** An observation with when it was issued; undefined if that cannot be read. */
  told(observation: Observation, cells: readonly string[]): Observation | undefined {
    const { issuedAt, live } = this
    const issued = this.issueOf(observation.time, cells)
    if (Number.isNaN(issued)) return undefined
    const future = (live || issuedAt !== undefined) && hasNoTarget(observation) && tellsAhead(observation)
    return {
      ...observation,
      ...(issued === undefined ? {} : { issued }),
      ...(future ? { future } : {}),
      ...(live ? { live } : {}),
    }
  }

  /** Why the time of issue could not be read. */
  problem(cells: readonly string[]): string {
    return this.times.problem(cells[this.issuedAt!]!.trim())
  }

  /** When a row was issued: at its own time if it does not say. */
  private issueOf(time: number, cells: readonly string[]): number | undefined {
    if (this.issuedAt === undefined) return undefined
    const text = cells[this.issuedAt]!.trim()
    if (text === '') return time
    const issued = this.times.decode(text)
    return Number.isNaN(issued) ? this.otherTimes.decode(text) : issued
  }
}
