/** Ctrl-C, and being told to end: the first time asks to stop, the second time to give up. */
export class Interruption {
  private readonly process: NodeJS.EventEmitter
  private readonly onFirst: () => void
  private readonly stopping = new AbortController()
  private readonly cancelling = new AbortController()

  constructor(process: NodeJS.EventEmitter, onFirst: () => void = () => {}) {
    this.process = process
    this.onFirst = onFirst
    for (const signal of signals) process.on(signal, this.take)
  }

  get stop(): AbortSignal {
    return this.stopping.signal
  }

  get cancel(): AbortSignal {
    return this.cancelling.signal
  }

  /** Resolves at the next one, or at once where there was one. */
  wait(): Promise<void> {
    if (this.stop.aborted) return Promise.resolve()
    return new Promise((resolve) => this.stop.addEventListener('abort', () => resolve(), { once: true }))
  }

  /** Stops listening: signals mean again what they mean to any process. */
  end(): void {
    for (const signal of signals) this.process.off(signal, this.take)
  }

  private readonly take = () => {
    if (this.stop.aborted) this.cancelling.abort()
    else {
      this.onFirst()
      this.stopping.abort()
    }
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const
