import type { EventEmitter } from 'node:events'

/** What of a process is listened to. */
export interface Interruptible extends EventEmitter {
  readonly stdout: EventEmitter
}

/**
 * Ctrl-C, being told to end (as by a terminal that closes) and nobody reading any more: the first time asks to stop, Ctrl-C a second time to
 * give up. Where nobody reads it is given up at once: files cut short would look whole.
 */
export class Interruption {
  /** True where whoever read standard output has gone, as `head` does: there is no one to tell. */
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

  /** Resolves at the next one, or at once where there was one. */
  wait(): Promise<void> {
    if (this.stop.aborted) return Promise.resolve()
    return new Promise((resolve) => this.stop.addEventListener('abort', () => resolve(), { once: true }))
  }

  /** Stops listening: signals mean again what they mean to any process. */
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
