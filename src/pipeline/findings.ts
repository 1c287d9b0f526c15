import type { DataError } from '../series/errors.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import type { Mark } from '../server/wire.ts'
import { LostRows } from './lost-rows.ts'
import { nothingUsable } from './nothing-usable.ts'
import { RejectMarks } from './reject-marks.ts'

/** What a run finds out about its rows as they go: where rejects stand in time, what cost most of them, and whether any was of use. Browser-safe. */
export class Findings {
  /** The first reject; undefined while there is none. */
  first: Reject | undefined
  private readonly ledger: Ledger
  private readonly marks = new RejectMarks()
  private readonly lost = new LostRows()
  private readonly unlisten: () => void

  /** @param marked whether anybody asks for the marks: else none wait to be asked for */
  constructor(ledger: Ledger, marked: boolean) {
    this.ledger = ledger
    this.unlisten = ledger.listen((reject) => {
      this.first ??= reject
      this.lost.add(reject)
      if (marked) this.marks.add(reject)
    })
  }

  /** The marks of rejects that stand at this observation. */
  marksAt(observation: Observation): readonly Mark[] {
    return this.marks.at(observation)
  }

  /** Those that no observation follows. */
  marksLeft(): readonly Mark[] {
    return this.marks.rest()
  }

  /** Why a run that forecast nothing did so. */
  noForecast(path: string): DataError {
    return nothingUsable(path, this.ledger.account, this.first)
  }

  /** What to tell whoever started the run where many rows were lost; undefined where hardly any was. */
  lostMany(): string | undefined {
    return this.lost.warning(this.ledger.account)
  }

  /** Hears of no more rejects. */
  close(): void {
    this.unlisten()
  }
}
