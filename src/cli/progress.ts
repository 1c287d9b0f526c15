import stringWidth from 'string-width'
import type { Progress } from '../run/run.ts'
import { whole } from './figures.ts'
import { shortened } from './table.ts'
import type { Terminal } from './terminal.ts'

/** Bytes read so far, and in all if that is known. */
export interface Bytes {
  readonly bytesRead: number
  readonly bytesTotal: number | undefined
}

/** Often enough to look smooth. */
const redrawMs = 80

/** A line at the bottom of the screen that shows the progress of a run; nothing if `err` is not a terminal. */
export class ProgressLine {
  private readonly name: string
  private readonly terminal: Terminal
  private begun: number
  private drawn = Number.NEGATIVE_INFINITY

  /** @param now the time of a clock, in milliseconds */
  constructor(name: string, terminal: Terminal, now: number) {
    this.name = shortened(name, Math.floor(terminal.columns / 3))
    this.terminal = terminal
    this.begun = now
  }

  /** Counts the time from now. */
  restart(now: number): void {
    this.begun = now
  }

  /** Shows the rows of a run. */
  update({ rows, fraction, ahead = false }: Progress, now: number): void {
    if (ahead) {
      // The speed will be that of forecasting.
      this.restart(now)
      this.draw(`${whole(rows)} rows read`, fraction, now)
      return
    }
    const seconds = (now - this.begun) / 1000
    const rate = seconds > 0.5 ? `  ${whole(Math.round(rows / seconds))}/s` : ''
    this.draw(`${whole(rows)} rows${rate}`, fraction, now)
  }

  /** Shows the bytes read in a look at a file. */
  bytes({ bytesRead, bytesTotal }: Bytes, now: number): void {
    this.draw(`${(bytesRead / 1e6).toFixed(1)} MB`, bytesTotal === undefined ? undefined : bytesRead / bytesTotal, now)
  }

  /** Removes the line. */
  clear(): void {
    if (this.drawn > Number.NEGATIVE_INFINITY) this.terminal.redraw('')
  }

  private draw(count: string, fraction: number | undefined, now: number): void {
    if (!this.terminal.errIsScreen || now - this.drawn < redrawMs) return
    this.drawn = now
    this.terminal.redraw(this.line(count, fraction))
  }

  private line(count: string, fraction: number | undefined): string {
    if (fraction === undefined) return `${this.name}  ${count}`
    const share = Math.min(1, fraction)
    const width = Math.max(10, Math.min(32, this.terminal.columns - stringWidth(this.name) - count.length - 12))
    const full = Math.round(share * width)
    const bar =
      this.terminal.paint('accent', '━'.repeat(full), 'err') +
      this.terminal.paint('dim', '─'.repeat(width - full), 'err')
    return `${this.name}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${count}`
  }
}
