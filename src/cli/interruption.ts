import type { EventEmitter } from 'node:events'

/** The part of a process that is listened to. */
export interface Interruptible extends EventEmitter {
  readonly stdout: EventEmitter
  readonly pid: number
  kill(pid: number, signal: string): void
}

/** The signals that end a run: their name in messages, and the exit code, which is 128 + the number of the signal. */
const signals = {
  SIGINT: { cause: 'Ctrl-C', code: 130 },
  SIGTERM: { cause: 'SIGTERM', code: 143 },
  SIGHUP: { cause: 'SIGHUP', code: 129 },
} as const
type Signal = keyof typeof signals
const names = Object.keys(signals) as Signal[]

/** Enough to remove what was written; a write that nobody reads would never end. */
const cancelMs = 1000

/** `timeout` sends a signal to the process and to its group, and a terminal that closes sends two: they count as one. */
const echoMs = 500

/**
 * Signals that end a run. The first (Ctrl-C, or a terminal that closes) stops reading; a second one cancels the run, and
 * ends the process if that takes long, as when it waits for a reader that never reads. If standard output is closed, the
 * run is cancelled at once, since files that end early would look complete.
 */
export class Interruption {
  /** True if the reader of standard output has closed it, as `head` does. */
  unread = false
  private readonly process: Interruptible
  private readonly onFirst: (cause: string) => void
  private first: Signal | undefined
  private firstAt = 0
  private readonly stopping = new AbortController()
  private readonly cancelling = new AbortController()

  /** @param onFirst called at the first signal, with its name in messages */
  constructor(process: Interruptible, onFirst: (cause: string) => void = () => {}) {
    this.process = process
    this.onFirst = onFirst
    for (const name of names) process.on(name, this.take)
    process.stdout.on('error', this.leave)
  }

  get stop(): AbortSignal {
    return this.stopping.signal
  }

  get cancel(): AbortSignal {
    return this.cancelling.signal
  }

  /** What ended the run, for messages. */
  get cause(): string {
    return signals[this.first ?? 'SIGINT'].cause
  }

  /** The exit code of a run that a signal ended. */
  get code(): number {
    return signals[this.first ?? 'SIGINT'].code
  }

  /** Resolves at the next signal, or at once if there was one. */
  wait(): Promise<void> {
    if (this.stop.aborted) return Promise.resolve()
    return new Promise((resolve) => this.stop.addEventListener('abort', () => resolve(), { once: true }))
  }

  /** Stops listening; signals have their default effect again. */
  end(): void {
    for (const name of names) this.process.off(name, this.take)
    this.process.stdout.off('error', this.leave)
  }

  private readonly take = (signal: Signal) => {
    // Ctrl-C is pressed by somebody, who may be quick.
    const isEcho = signal === this.first && signal !== 'SIGINT' && performance.now() - this.firstAt < echoMs
    if (isEcho) return
    if (this.cancel.aborted) this.force(signal)
    else if (this.stop.aborted) {
      this.cancelling.abort()
      setTimeout(() => this.force(signal), cancelMs).unref()
    } else {
      this.first = signal
      this.firstAt = performance.now()
      this.onFirst(this.cause)
      this.stopping.abort()
    }
  }

  /** Lets a signal end the process, as it does without a listener. */
  private force(signal: Signal): void {
    this.end()
    this.process.kill(this.process.pid, signal)
  }

  private readonly leave = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') return
    this.unread = true
    this.stopping.abort()
    this.cancelling.abort()
  }
}
