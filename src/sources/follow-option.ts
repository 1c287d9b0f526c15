import * as z from 'zod/mini'
import { withDefault } from '../words/option.ts'
import { isAddress } from './is-address.ts'

/** The option of sources whose file may grow. */
export const followOption = {
  follow: withDefault(
    z.boolean(),
    false,
    'Reads on when rows are added to the file, until the run is stopped. The file may be renamed and begun again, or copied and emptied, and need not exist yet.',
  ),
}

/** Options that do not go with `follow`, and why. */
const others = {
  sort: 'which waits for the end of the input',
  newest: 'which waits for the end of the input',
  sum: 'which waits for the end of the input',
  mean: 'which waits for the end of the input',
  rows: 'which reads one document; write a row a line',
  sheet: 'since a workbook does not grow',
} as const

/** Refuses to follow what does not grow, or what is to be read to its end first. */
export const followsFile = z.check<{ path: string; follow: boolean } & Partial<Record<keyof typeof others, unknown>>>(
  ({ value, issues }) => {
    const { follow, path } = value
    if (!follow) return
    const add = (option: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [option], message })
    if (path === '-' || isAddress(path)) add('follow', 'follow only with a file; leave it out')
    else if (/[*?]/.test(path)) add('path', 'one file beside follow, without * and ?')
    for (const [option, reason] of Object.entries(others)) {
      const given = value[option as keyof typeof others]
      if (given !== undefined && given !== false) add(option, `no ${option} beside follow, ${reason}`)
    }
  },
)
