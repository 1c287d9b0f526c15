import type { Progress } from '../run/run.ts'
import { whole } from './figures.ts'
import type { Terminal } from './terminal.ts'

/** Often enough to look smooth. */
const redrawMs = 80

/** A line at the bottom of the screen that shows the progress of a run; nothing if `err` is not a terminal. */
export class ProgressLine {
  private readonly name: string
  private readonly terminal: Terminal
  private readonly begun: number
  private drawn = Number.NEGATIVE_INFINITY

  /** @param now the time of a clock, in milliseconds */
  constructor(name: string, terminal: Terminal, now: number) {
    this.name = name
    this.terminal = terminal
    this.begun = now
  }

  update(progress: Progress, now: number): void {
    if (!this.terminal.errIsScreen || now - this.drawn < redrawMs) return
    this.drawn = now
    this.terminal.err(`\r\u001b[K${this.line(progress, now)}`)
  }

  /** Removes the line. */
  clear(): void {
    if (this.drawn > Number.NEGATIVE_INFINITY) this.terminal.err('\r\u001b[K')
  }

  private line({ rows, fraction }: Progress, now: number): string {
    const seconds = (now - this.begun) / 1000
    const rate = seconds > 0.5 ? `  ${whole(Math.round(rows / seconds))}/s` : ''
    const count = `${whole(rows)} rows${rate}`
    if (fraction === undefined) return `${this.name}  ${count}`
    const share = Math.min(1, fraction)
    const width = Math.max(10, Math.min(32, this.terminal.columns - this.name.length - count.length - 12))
    const full = Math.round(share * width)
    const bar =
      this.terminal.paint('accent', '━'.repeat(full), 'err') +
      this.terminal.paint('dim', '─'.repeat(width - full), 'err')
    return `${this.name}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${count}`
  }
}
