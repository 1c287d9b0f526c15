import type { Backoff } from './backoff.ts'

/** Whether the other side can be reached. Says once that it cannot, and once that it can again. */
export class Outage {
  private readonly backoff: Backoff
  private readonly tell: (notice: string) => void
  private readonly begin: (() => void) | undefined
  /** When it was lost; undefined while it can be reached, and before the first try. */
  private lostAt: number | undefined
  /** The notice when it works again. */
  private again = ''
  private begun = false

  /**
   * @param backoff the delays between tries, which begin again at the shortest after a success
   * @param begin called if the first try succeeds
   */
  constructor(backoff: Backoff, tell: (notice: string) => void, begin?: () => void) {
    this.backoff = backoff
    this.tell = tell
    this.begin = begin
  }

  get lost(): boolean {
    return this.lostAt !== undefined
  }

  /** To be called after a success. */
  works(): void {
    this.backoff.reset()
    if (!this.begun && !this.lost) this.begin?.()
    this.begun = true
    if (this.lostAt === undefined) return
    const seconds = Math.round((performance.now() - this.lostAt) / 1000)
    this.lostAt = undefined
    this.tell(`${this.again} after ${seconds} s`)
  }

  /**
   * To be called after a failure.
   *
   * @param reached whether there was an answer, which says why
   * @returns true for the first since it worked
   */
  lose(why: string, reached = false): boolean {
    if (this.lost) return false
    this.lostAt = performance.now()
    this.again = reached ? 'works again' : 'connected again'
    this.tell(
      reached ? `${why}; trying again until it works` : `no connection (${why}); trying again until there is one`,
    )
    return true
  }
}
