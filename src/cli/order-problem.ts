import type { Problem } from '../errors.ts'
import type { CsvLook } from '../look/look-at-csv.ts'

/**
 * The reason why no pipeline could forecast this file well, with a command that makes a better file: rows in descending
 * order of time, or several series in one file. Undefined if there is none.
 */
export function orderProblem(csv: string, { time, target, order, delimiter }: CsvLook): Problem | undefined {
  const { direction, entity } = order
  const text = /\.gz$/i.test(csv) ? `gzip -dc ${word(csv)}` : `cat ${word(csv)}`
  const stem = csv.replace(/\.gz$/i, '').replace(/\.[^./]*$/, '')
  if (entity !== undefined) {
    const { name, at, values } = entity
    const one = values[0]!
    const file = `${stem}-${one.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.csv`
    const row = `NR == 1 || $${at + 1} == ${JSON.stringify(one)}`
    const rest = direction === 'falling' ? '; its rows are also newest first, which init will report next' : ''
    return {
      where: `${csv}:`,
      message:
        `expected one row a time, got several: "${name}" tells them apart, ${values.length} series in one file; extract one of them and use that` +
        `${rest}:\n  ${text} | awk -F${word(delimiter)} '${row}' > ${word(file)}\n  rxcast init ${word(file)}\n` +
        `or write a column of "${target}" for each "${name}" and name them all: target: [a, b]`,
    }
  }
  if (direction !== 'falling') return undefined
  const file = `${stem}-oldest-first.csv`
  return {
    where: `${csv}:`,
    message:
      `expected the oldest row first, got the newest: "${time}" goes back in time; reverse the file:\n` +
      `  (${text} | head -1; ${text} | awk 'NR > 1' | tac) > ${word(file)}\n  rxcast init ${word(file)}`,
  }
}

/** A text as one word of a shell command. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
