import { vi } from 'vitest'

/** A clock that stands still but for the work, and the turns that the event loop gets from `start` on. */
export function workClock() {
  let now = 0
  let turns = 0
  let running = true
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  const count = () => {
    turns++
    if (running) setImmediate(count)
  }
  return {
    /** Begins to count turns. */
    start: () => void setImmediate(count),
    /** A millisecond of work; answers how many there were before it. */
    work: () => now++,
    /** Puts the real clock back; answers the turns. */
    stop() {
      running = false
      clock.mockRestore()
      return turns
    },
  }
}
