/** Work in the background, done some time after it was asked for. It does not keep the process alive. */
export class Later {
  private readonly work: () => Promise<void>
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private failure: unknown

  constructor(work: () => Promise<void>) {
    this.work = work
  }

  /**
   * Does the work in so many milliseconds, unless it is to be done before.
   *
   * @throws what it failed with the last time
   */
  in(ms: number): void {
    this.demandSound()
    if (this.timer || this.running) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.work()
        .catch((error) => {
          this.failure = error
        })
        .finally(() => {
          this.running = undefined
        })
    }, ms).unref()
  }

  /** @throws what the work failed with */
  demandSound(): void {
    if (this.failure !== undefined) throw this.failure
  }

  /** Waits for work that has begun; work that has not is left. */
  async stop(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await this.running
  }
}
