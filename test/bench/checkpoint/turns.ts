import { closeSync, openSync, readSync } from 'node:fs'

/** Watches the turns of the event loop: the longest one, in time and in processor time of the thread, both in ms. */
export class Turns {
  longest = 0
  mostWork = Number.NaN
  private ended = false
  private readonly stat = process.platform === 'linux' ? openSync(`/proc/self/task/${process.pid}/schedstat`, 'r') : -1

  constructor() {
    if (this.stat >= 0) this.mostWork = 0
    this.watch(performance.now(), this.work())
  }

  end(): void {
    this.ended = true
    if (this.stat >= 0) closeSync(this.stat)
  }

  private watch(time: number, work: number): void {
    setImmediate(() => {
      if (this.ended) return
      const [now, done] = [performance.now(), this.work()]
      this.longest = Math.max(this.longest, now - time)
      this.mostWork = Math.max(this.mostWork, done - work)
      this.watch(now, done)
    })
  }

  private work(): number {
    if (this.stat < 0) return Number.NaN
    const text = Buffer.alloc(64)
    readSync(this.stat, text, 0, 64, 0)
    return Number.parseInt(text.toString('latin1'), 10) / 1e6
  }
}
