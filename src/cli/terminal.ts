import type { WriteStream } from 'node:tty'

/** The three streams of a command, and what may be done with them. Tests hand in their own. */
export interface Terminal {
  /** Results. */
  out(text: string): void
  /** Everything else: progress, notes, problems. */
  err(text: string): void
  /** Whether `err` goes to a person's screen. */
  readonly errIsScreen: boolean
  /** Columns of the screen that `err` writes to; 80 where there is none. */
  readonly columns: number
  /** Paints text for `out` or `err`; leaves it alone where that is no screen, or where NO_COLOR is set. */
  paint(style: Style, text: string, stream?: 'out' | 'err'): string
}

export type Style = 'bold' | 'dim' | 'good' | 'bad' | 'accent'

const codes: Readonly<Record<Style, readonly [open: number, close: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  good: [32, 39],
  bad: [31, 39],
  accent: [36, 39],
}

/** The terminal that the process was started from. */
export function processTerminal({ stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>): Terminal {
  // https://no-color.org: any value but the empty one; FORCE_COLOR is its opposite, for pagers.
  const wanted = (stream: Partial<WriteStream>) =>
    env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stream.isTTY === true && env.TERM !== 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    errIsScreen: stderr.isTTY === true,
    get columns() {
      return stderr.columns || 80
    },
    paint(style, text, stream = 'out') {
      if (!wanted(stream === 'out' ? stdout : stderr)) return text
      const [open, close] = codes[style]
      return `\u001b[${open}m${text}\u001b[${close}m`
    },
  }
}
