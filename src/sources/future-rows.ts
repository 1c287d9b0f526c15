import { hasNoTarget, tellsAhead } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { isObservation, type Rows } from './rows.ts'

/**
 * Finds the rows of a file that lie in the future: those without a target after the last that has one, if they tell what
 * is known ahead. Rows wait here, in their order, until it is known whether a target follows. Browser-safe.
 */
export class FutureRows {
  /** From the first row that may be of the future on. */
  private held: Rows = []
  /** The latest time of a target, of any series. */
  private latest = Number.NEGATIVE_INFINITY

  /** @returns the rows that are decided, in their order */
  push(rows: Rows): Rows {
    const decided: Rows = []
    for (const row of rows) {
      const observed = isObservation(row)
      if (observed && !hasNoTarget(row)) {
        this.latest = Math.max(this.latest, row.time)
        // Rows of a later time than this one: those of another series begin here.
        if (this.held.length > 0) decided.push(...this.marked(row.time))
        decided.push(row)
      } else if (this.held.length > 0 || (observed && row.time > this.latest)) this.held.push(row)
      else decided.push(row)
    }
    return decided
  }

  /** @returns the rows that waited, at the end of the file */
  end(): Rows {
    return this.marked(this.latest)
  }

  private marked(latest: number): Rows {
    return withFuture(this.held.splice(0), latest)
  }
}

/** Rows with those after a time marked as future if they have no target, and one of them tells what is known ahead. */
export function withFuture<T>(rows: readonly (T | Observation)[], latest: number): (T | Observation)[] {
  const isLater = (row: T | Observation): row is Observation =>
    isObservation(row as Rows[number]) && (row as Observation).time > latest && hasNoTarget(row as Observation)
  if (!rows.some((row) => isLater(row) && tellsAhead(row))) return [...rows]
  return rows.map((row) => (isLater(row) ? { ...row, future: true } : row))
}
