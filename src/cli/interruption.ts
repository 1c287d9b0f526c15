import type { EventEmitter } from 'node:events'

/** The part of a process that is listened to. */
export interface Interruptible extends EventEmitter {
  readonly stdout: EventEmitter
}

/**
 * Signals that end a run. The first (Ctrl-C, or a terminal that closes) stops reading; a second one cancels the run. If
 * standard output is closed, the run is cancelled at once, since files that end early would look complete.
 */
export class Interruption {
  /** True if the reader of standard output has closed it, as `head` does. */
  unread = false
  private readonly process: Interruptible
  private readonly onFirst: () => void
  private readonly stopping = new AbortController()
  private readonly cancelling = new AbortController()

  constructor(process: Interruptible, onFirst: () => void = () => {}) {
    this.process = process
    this.onFirst = onFirst
    for (const signal of signals) process.on(signal, this.take)
    process.stdout.on('error', this.leave)
  }

  get stop(): AbortSignal {
    return this.stopping.signal
  }

  get cancel(): AbortSignal {
    return this.cancelling.signal
  }

  /** Resolves at the next signal, or at once if there was one. */
  wait(): Promise<void> {
    if (this.stop.aborted) return Promise.resolve()
    return new Promise((resolve) => this.stop.addEventListener('abort', () => resolve(), { once: true }))
  }

  /** Stops listening; signals have their default effect again. */
  end(): void {
    for (const signal of signals) this.process.off(signal, this.take)
    this.process.stdout.off('error', this.leave)
  }

  private readonly take = () => {
    if (this.stop.aborted) this.cancelling.abort()
    else {
      this.onFirst()
      this.stopping.abort()
    }
  }

  private readonly leave = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') return
    this.unread = true
    this.stopping.abort()
    this.cancelling.abort()
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
