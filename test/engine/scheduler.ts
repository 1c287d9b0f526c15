import type { Random } from '../../src/lstm/random.ts'
import type { Moment, Way } from './gate.ts'

/** A call that waits until it may go on. */
interface Call {
  readonly moment: Moment
  /** Names it among those that wait, in whatever order they have come. */
  readonly name: string
  readonly resolve: (way: Way) => void
  readonly reject: (error: Error) => void
}

/** Lets one call of one worker go on at a time, in an order that a seed decides. */
export class Scheduler {
  /** What has happened, a line each. */
  readonly trace: string[] = []
  private readonly random: Random
  private waiting: Call[] = []
  private readonly counts = new Map<string, number>()
  private readonly paused = new Set<string>()
  private readonly ended = new Set<string>()
  private readonly remains: Call[] = []

  constructor(random: Random) {
    this.random = random
  }

  readonly gate = (moment: Moment): Promise<Way> =>
    new Promise((resolve, reject) => {
      const { worker, call, when, partition } = moment
      const kind = [worker, call, when, partition ?? '-'].join(' ')
      const count = 1 + (this.counts.get(kind) ?? 0)
      this.counts.set(kind, count)
      const waiting = { moment, name: `${kind} ${count}`, resolve, reject }
      if (this.ended.has(worker)) this.remains.push(waiting)
      else this.waiting.push(waiting)
    })

  /** Lets a call go on, or fail if `lost`; returns whether there was one. */
  step(lost: boolean): boolean {
    const ready = this.waiting.filter(({ moment: { worker } }) => !this.paused.has(worker))
    const able = lost ? ready.filter(({ moment }) => canFail(moment)) : ready
    if (able.length === 0) return false
    const call = able.sort((a, b) => (a.name < b.name ? -1 : 1))[this.random.below(able.length)]!
    this.waiting = this.waiting.filter((other) => other !== call)
    this.note(lost ? `${call.name}: connection lost` : call.name)
    if (lost) call.reject(new Error('connection lost'))
    else call.resolve({ most: 1 + this.random.below(5), again: Math.max(0, this.random.below(6) - 3) })
    return true
  }

  isPaused(worker: string): boolean {
    return this.paused.has(worker)
  }

  pause(worker: string): void {
    this.note(`pause ${worker}`)
    this.paused.add(worker)
  }

  /** Lets a worker go on that knows nothing of its pause. */
  goOn(worker: string): void {
    this.note(`go on ${worker}`)
    this.paused.delete(worker)
  }

  /** Its process ends: no call of the worker ever returns. */
  end(worker: string): void {
    this.paused.delete(worker)
    this.ended.add(worker)
    this.remains.push(...this.waiting.filter(({ moment }) => moment.worker === worker))
    this.waiting = this.waiting.filter(({ moment }) => moment.worker !== worker)
  }

  /** Fails the calls of processes that have ended, so that they close their files. */
  sweep(): void {
    for (const { moment, reject } of this.remains.splice(0)) if (canFail(moment)) reject(new Error('crashed'))
  }

  note(text: string): void {
    this.trace.push(text)
  }
}

/** A heartbeat is sent again by itself, and a wait does not depend on the network. */
const canFail = ({ call }: Moment) => call !== 'heartbeat' && call !== 'wait'
