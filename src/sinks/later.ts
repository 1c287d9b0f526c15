/** Work in the background, done some time after it was asked for. It does not keep the process alive. */
export class Later {
  private readonly work: () => Promise<void>
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  /** When to do it again, if that was asked for while it was being done. */
  private again: number | undefined
  private failure: unknown

  constructor(work: () => Promise<void>) {
    this.work = work
  }

  /**
   * Does the work in `ms` milliseconds, unless it is to be done before.
   *
   * @throws what it failed with the last time
   */
  in(ms: number): void {
    this.demandSound()
    if (this.running) this.again = ms
    else this.timer ??= setTimeout(() => this.begin(), ms).unref()
  }

  private begin(): void {
    this.timer = undefined
    this.running = this.work()
      .catch((error) => {
        this.failure = error
      })
      .finally(() => {
        const { again } = this
        this.running = undefined
        this.again = undefined
        if (again !== undefined && this.failure === undefined) this.in(again)
      })
  }

  /** @throws what the work failed with */
  demandSound(): void {
    if (this.failure !== undefined) throw this.failure
  }

  /** Waits for work that has begun; work that has not is left. */
  async stop(): Promise<void> {
    clearTimeout(this.timer)
    await this.running
    clearTimeout(this.timer)
    this.timer = undefined
  }
}
