import type { Fields, Saveable } from '../state/fields.ts'
import type { Observation } from './observation.ts'
import { visitObservation } from './visit-observation.ts'

/** The end of clocks with 32-bit seconds, in 2038: before two rows show how long a step is, later times are doubted. */
const lastOf32Bits = 0x7fffffff * 1000
const year = 366 * 86_400_000
/** A row less than this ahead cannot make others late for long. */
const leastAhead = 3_600_000
/** Outages of a thousand steps occur. */
const usualSteps = 1000
/** A gap of this many times one that has occurred twice can occur too. */
const timesLonger = 10
/** Rows in order that show that time has gone on, and that it was not a wrong clock. */
const confirming = 3

/**
 * Finds rows dated further ahead than anything plausible, from the data alone. Such a row waits: a row that goes on from
 * those before it refutes it, and with three in order time has indeed gone on.
 */
export class FarAhead implements Saveable {
  /** The first time, moved by the jumps since, so that these do not make the mean step longer. */
  private first = 0
  private latest = Number.NEGATIVE_INFINITY
  private steps = 0
  private longest = 0
  private secondLongest = 0
  /** Rows that wait, in order of time. */
  private doubted: Observation[] = []
  private readonly accept: (observation: Observation) => void
  private readonly refuse: (observation: Observation, plausible: number) => void

  /**
   * @param accept gets every row that is plausible, also one that has waited
   * @param refuse gets every other row, and a plausible time
   */
  constructor(
    accept: (observation: Observation) => void,
    refuse: (observation: Observation, plausible: number) => void,
  ) {
    this.accept = accept
    this.refuse = refuse
  }

  next(observation: Observation): void {
    const { time } = observation
    const ahead = time - this.latest
    if (this.isFar(time, this.latest)) {
      this.doubt(observation)
      return
    }
    if (ahead > 0) {
      this.reject(this.doubted.splice(0), this.latest)
      this.advance(time)
    }
    this.accept(observation)
  }

  /** Decides about the rows that wait, since no others follow: if all rows do, the time has to be right. */
  flush(): void {
    const waiting = this.doubted.splice(0)
    if (this.latest === Number.NEGATIVE_INFINITY) this.goOn(waiting)
    else this.reject(waiting, this.latest)
  }

  state(fields: Fields): void {
    this.first = fields.number('first', this.first)
    this.latest = fields.number('latest', this.latest)
    this.steps = fields.counter('steps', this.steps)
    this.longest = fields.number('longest', this.longest)
    this.secondLongest = fields.number('secondLongest', this.secondLongest)
    this.doubted = fields.list('doubted', this.doubted, visitObservation)
  }

  private isFar(time: number, from: number): boolean {
    const ahead = time - from
    if (ahead <= leastAhead) return false
    if (this.steps === 0) return time > lastOf32Bits && ahead > year
    const mean = (this.latest - this.first) / this.steps
    return ahead > Math.max(usualSteps * mean, timesLonger * this.secondLongest)
  }

  private doubt(observation: Observation): void {
    const { time } = observation
    let at = this.doubted.length
    while (at > 0 && this.doubted[at - 1]!.time > time) at--
    // One that is far ahead even of a row that came after it is wrong, whatever this row is.
    const wrong = this.doubted.slice(at).findIndex((later) => this.isFar(later.time, time))
    if (wrong >= 0) this.reject(this.doubted.splice(at + wrong), time)
    this.doubted.splice(at, 0, observation)
    if (this.doubted.length === confirming) this.goOn(this.doubted.splice(0))
  }

  private goOn(rows: readonly Observation[]): void {
    for (const [i, row] of rows.entries()) {
      if (i === 0 && this.latest > Number.NEGATIVE_INFINITY) this.jump(row.time)
      else if (row.time > this.latest) this.advance(row.time)
      this.accept(row)
    }
  }

  private reject(rows: readonly Observation[], plausible: number): void {
    for (const row of rows) this.refuse(row, plausible)
  }

  private jump(time: number): void {
    this.noteLength(time - this.latest)
    this.first += time - this.latest
    this.latest = time
  }

  private advance(time: number): void {
    if (this.latest === Number.NEGATIVE_INFINITY) this.first = time
    else {
      this.steps++
      this.noteLength(time - this.latest)
    }
    this.latest = time
  }

  private noteLength(step: number): void {
    if (step > this.longest) {
      this.secondLongest = this.longest
      this.longest = step
    } else if (step > this.secondLongest) this.secondLongest = step
  }
}
