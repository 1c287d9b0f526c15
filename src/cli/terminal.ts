import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

/** Where a command writes. Tests pass their own. */
export interface Terminal {
  /** Results. */
  out(text: string): void
  /** Progress, notes and problems. */
  err(text: string): void
  /** Whether `err` is a terminal. */
  readonly errIsScreen: boolean
  /** Width of the terminal behind `err`; 80 if it is not a terminal. */
  readonly columns: number
  /** The terminal behind `out`; undefined if it is not a terminal. */
  readonly screen: { readonly columns: number } | undefined
  /** Whether characters other than ASCII are shown. */
  readonly unicode: boolean
  /** Styles text for `out` or `err`; returns it unchanged if the stream is not a terminal or NO_COLOR is set. */
  paint(style: Style, text: string, stream?: 'out' | 'err'): string
}

const formats = { bold: 'bold', dim: 'dim', good: 'green', bad: 'red', accent: 'cyan' } as const
export type Style = keyof typeof formats

/** The streams of this process. */
export function processTerminal({
  stdout,
  stderr,
  env,
  platform,
}: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env' | 'platform'>): Terminal {
  // Not the check that styleText makes itself: it ignores `env` and accepts only real streams.
  // https://no-color.org: any value but the empty one; FORCE_COLOR forces colours, for pagers.
  const wanted = (stream: Partial<WriteStream>) =>
    env.NO_COLOR ? false : env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stream.isTTY === true && env.TERM !== 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    errIsScreen: stderr.isTTY === true,
    get columns() {
      return stderr.columns || 80
    },
    get screen() {
      return stdout.isTTY === true ? { columns: stdout.columns || 80 } : undefined
    },
    unicode: showsUnicode(env, platform),
    paint(style, text, stream = 'out') {
      if (!wanted(stream === 'out' ? stdout : stderr)) return text
      return styleText(formats[style], text, { validateStream: false })
    },
  }
}

/** As the locale says; without one, as terminals of today. */
function showsUnicode(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env.TERM === 'dumb' || env.TERM === 'linux') return false
  if (platform === 'win32') return Boolean(env.WT_SESSION || env.TERM_PROGRAM)
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG
  return !locale || /utf-?8/i.test(locale)
}
