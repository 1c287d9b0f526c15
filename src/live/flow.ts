import type { Link } from './feed.ts'

/** A sender that can be paused, such as a socket. */
export interface Pausable {
  pause(): void
  resume(): void
}

/** Messages that may be open at a time before the sender is paused. */
const most = 256

/** Passes on messages, and pauses their sender while too many of them are not safe yet. */
export class Flow {
  private readonly link: Link
  private readonly sender: Pausable
  private open = 0
  paused = false

  constructor(link: Link, sender: Pausable) {
    this.link = link
    this.sender = sender
  }

  /** Passes on a message, and returns the promise of the link. */
  message(text: string, cursor?: string): Promise<void> {
    this.open++
    if (this.open === most) {
      this.paused = true
      this.sender.pause()
    }
    const safe = this.link.message(text, cursor)
    void safe.then(() => {
      this.open--
      if (!this.paused || this.open > most / 2) return
      this.paused = false
      this.sender.resume()
    })
    return safe
  }
}
