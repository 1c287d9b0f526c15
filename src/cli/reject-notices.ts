import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { isBefore } from '../series/place.ts'
import { describeReject, type Reject } from '../series/reject.ts'
import { whole } from './figures.ts'

/** From this number in a row on, it is more than a few bad rows. */
const several = 10

/**
 * Says while a live run goes on that rows cannot be used: at the first one, at 10, 100, 1,000, … in a row or in all, and
 * when rows are used again after many.
 */
export class RejectNotices {
  private readonly say: (text: string) => void
  private all = 0
  private inRow = 0
  /** Rows accepted when the source rejected one last. */
  private accepted = 0
  private first: Reject | undefined
  private last: Reject | undefined

  constructor(say: (text: string) => void) {
    this.say = say
  }

  begin(ledger: Ledger): void {
    ledger.listen((reject, recalled) => {
      if (!recalled) this.readOn(ledger.accepted + ledger.imputed)
      this.add(reject)
    })
  }

  /** Rows are read ahead of what is forecast: those that were accepted end a row of rejects too. */
  private readOn(accepted: number): void {
    if (accepted > this.accepted) this.endRow()
    this.accepted = accepted
  }

  private endRow(): void {
    if (this.inRow >= several) this.say(`rows are used again after ${whole(this.inRow)} that could not be used`)
    this.inRow = 0
    this.last = undefined
  }

  /** Takes note of a row that was forecast from. Rows are read ahead, so the last reject may be one after it. */
  used({ row }: Observation): void {
    if (!this.last || !row || (this.last.place && !isBefore(this.last.place, row.place))) return
    this.endRow()
  }

  private add(reject: Reject): void {
    this.all++
    this.inRow++
    this.last = reject
    if (this.inRow === 1) this.first = reject
    if (this.all === 1) this.say(`a row could not be used: ${describeReject(reject)}`)
    else if (isPower(this.inRow))
      this.say(`${whole(this.inRow)} rows in a row could not be used; the first: ${describeReject(this.first!)}`)
    else if (isPower(this.all))
      this.say(`${whole(this.all)} rows so far could not be used; the last: ${describeReject(reject)}`)
  }
}

/** Whether a count is 10, 100, 1,000, … */
function isPower(count: number): boolean {
  let power = several
  while (power < count) power *= 10
  return power === count
}
