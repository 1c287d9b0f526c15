import { DataError } from '../errors.ts'
import type { KeyedMark } from '../recording/wire.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import { visitReject } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { LostRows, type RowsOfInput } from './lost-rows.ts'
import { RejectMarks } from './reject-marks.ts'

/** Collects facts about rejected rows: the first one, the most frequent reason, and their times. Browser-safe. */
export class Findings implements Saveable {
  /** The first reject; undefined while there is none. */
  first: Reject | undefined
  private readonly ledger: Ledger
  private readonly marks = new RejectMarks()
  private readonly lost: LostRows
  private readonly unlisten: () => void

  constructor(ledger: Ledger, input?: RowsOfInput) {
    this.ledger = ledger
    this.lost = new LostRows(input)
    this.unlisten = ledger.listen((reject) => {
      this.first ??= reject
      this.lost.add(reject)
      this.marks.add(reject)
    })
  }

  state(fields: Fields): void {
    this.first = fields.optional('first', this.first, visitReject)
    fields.part('marks', this.marks)
    fields.part('lost', this.lost)
  }

  /** The marks of the rejects before this observation. */
  marksAt(observation: Observation): readonly KeyedMark[] {
    return this.marks.at(observation)
  }

  /** The marks of the rejects that no observation followed. */
  marksLeft(): readonly KeyedMark[] {
    return this.marks.rest()
  }

  /** The failure of a run that made no forecast. */
  noForecast(input: string): DataError {
    const { leftOut = {}, rows, rejected, skipped } = this.ledger
    const others = Object.entries(leftOut).map(([option, count]) => `, ${count} more left out by ${option}`)
    const got = `got none that could be used of ${rows} (${rejected} rejected, ${skipped} skipped${others.join('')})`
    const why = this.first ? `; the first: ${describeReject(this.first)}` : ''
    return new DataError(`${input}: expected rows to forecast from, ${got}${why}`)
  }

  /** A warning if many rows were lost. */
  lostMany(): string | undefined {
    return this.lost.warning(this.ledger.counts)
  }

  /** The failure of a run whose rows were nearly all lost; undefined if they were not. */
  nearlyAllLost(input: string): DataError | undefined {
    const why = this.lost.failure(this.ledger.counts)
    return why === undefined ? undefined : new DataError(`${input}: ${why}`)
  }

  /** Stops listening to the ledger. */
  close(): void {
    this.unlisten()
  }
}
