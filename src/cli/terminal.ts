import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'
import { printable } from '../series/printable.ts'

/** Where a command writes. Whatever acts on a terminal is shown as text, except for styles. Tests pass their own. */
export interface Terminal {
  /** Results. */
  out(text: string): void
  /** Progress, notes and problems. */
  err(text: string): void
  /** Replaces the last line of the terminal behind `err`. */
  redraw(text: string): void
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with one.
const codes = /\u001b\[(\d+)m/g
/** A style of ours: the zeros, which terminals ignore, tell it from those in names and cells. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const ours = /\u001b\[00((?:1|2|22|3[1269])m)/

/** Text with our styles and no others. */
const shown = (text: string) =>
  text
    .split(ours)
    .map((part, i) => (i % 2 === 0 ? printable(part) : `\u001b[${part}`))
    .join('')

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
    out: (text) => void stdout.write(shown(text)),
    err: (text) => void stderr.write(shown(text)),
    redraw: (text) => void stderr.write(`\r\u001b[K${shown(text)}`),
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
      return styleText(formats[style], text, { validateStream: false }).replace(codes, '\u001b[00$1m')
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
