import { ConfigError, DataError } from '../errors.ts'
import { inOneLine } from '../series/printable.ts'
import type { Terminal } from './terminal.ts'

/** Prints to `err` why a command ended, one line per problem, without a stack trace. */
export function sayError(error: unknown, terminal: Terminal): void {
  const red = (text: string) => terminal.paint('bad', text, 'err')
  if (error instanceof ConfigError) {
    for (const { where, message } of error.problems) {
      terminal.err(`${where ? `${terminal.paint('bold', inOneLine(where), 'err')} ` : ''}${inOneLine(message)}\n`)
    }
    const { length } = error.problems
    if (length > 1) terminal.err(red(`${length} problems\n`))
    return
  }
  const message = error instanceof Error ? error.message : String(error)
  terminal.err(`${red(error instanceof DataError ? 'stopped' : 'failed')} ${inOneLine(message)}\n`)
}
