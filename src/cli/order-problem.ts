import type { Problem } from '../errors.ts'
import type { CsvLook } from '../look/look-at-csv.ts'

/** Why no pipeline over this file would run well, and the command that makes one that does: rows backwards in time, or several series in one; undefined where nothing is in the way. */
export function orderProblem(csv: string, { time, target, order, delimiter }: CsvLook): Problem | undefined {
  const { direction, entity } = order
  const text = /\.gz$/i.test(csv) ? `gzip -dc ${word(csv)}` : `cat ${word(csv)}`
  const stem = csv.replace(/\.gz$/i, '').replace(/\.[^./]*$/, '')
  if (entity !== undefined) {
    const { name, at, values } = entity
    const one = values[0]!
    const file = `${stem}-${one.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.csv`
    const row = `NR == 1 || $${at + 1} == ${JSON.stringify(one)}`
    const rest = direction === 'falling' ? '; its rows are newest first too, which init will say again' : ''
    return {
      where: `${csv}:`,
      message:
        `expected one row a time, got several: "${name}" tells them apart, ${values.length} series in one file; take one of them out and look at that` +
        `${rest}:\n  ${text} | awk -F${word(delimiter)} '${row}' > ${word(file)}\n  rxcast init ${word(file)}\n` +
        `or write a column of "${target}" for each "${name}" and name them all: target: [a, b]`,
    }
  }
  if (direction !== 'falling') return undefined
  const file = `${stem}-oldest-first.csv`
  return {
    where: `${csv}:`,
    message:
      `expected the oldest row first, got the newest: "${time}" goes back in time; turn the file round:\n` +
      `  (${text} | head -1; ${text} | awk 'NR > 1' | tac) > ${word(file)}\n  rxcast init ${word(file)}`,
  }
}

/** A word of a shell's command line. */
const word = (text: string) => (/^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
