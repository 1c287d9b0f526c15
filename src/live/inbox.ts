/** A message that arrived, or a tick of the clock. */
export interface Arrival {
  /** When, in milliseconds since 1970; never less than before. */
  readonly at: number
  /** The message; undefined for a tick. */
  readonly text?: string | undefined
  /** How far the feed had come with it; undefined if it did not say. */
  readonly cursor?: string | undefined
}

/** An arrival that waits for the pipeline. */
export interface Waiting extends Arrival {
  /** The place after it in the journal; undefined without one. */
  readonly after?: { readonly file: number; readonly offset: number } | undefined
  /** Called when all of its rows were taken. */
  readonly done?: (() => void) | undefined
}

/** Arrivals and characters that wait, at most. */
const most = 1000
const mostCharacters = 16_777_216

/** Arrivals that wait to be taken, in order. While it is full, `put` waits too. */
export class Inbox<W extends Waiting = Waiting> {
  private waiting: W[] = []
  private characters = 0
  private readonly full: (() => void)[] = []
  private wake: () => void = () => {}

  /** @returns a promise that is resolved when there is room for more */
  async put(arrival: W): Promise<void> {
    this.waiting.push(arrival)
    this.characters += arrival.text?.length ?? 0
    this.wake()
    if (this.waiting.length >= most || this.characters >= mostCharacters)
      await new Promise<void>((resolve) => this.full.push(resolve))
  }

  /** Takes all that waits, as soon as there is something; nothing once the signal is aborted. */
  async take(signal: AbortSignal): Promise<readonly W[]> {
    if (this.waiting.length === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
        signal.addEventListener('abort', resolve as () => void, { once: true })
      })
      signal.removeEventListener('abort', this.wake)
    }
    if (signal.aborted) return []
    const taken = this.waiting
    this.waiting = []
    this.characters = 0
    for (const resolve of this.full.splice(0)) resolve()
    return taken
  }
}
