/** Tells all who wait for it that something has changed. */
export class Changes {
  private waiting: (() => void)[] = []

  /** Resolves at the next change. */
  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  tell(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
