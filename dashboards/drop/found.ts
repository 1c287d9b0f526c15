import { cadenceWords } from '../../src/cli/duration-words.ts'
import type { Look } from '../../src/look/look.ts'
import { seasonWords } from '../../src/time/natural-seasons.ts'
import { h } from '../frame/dom.ts'

/** Columns that are named as left out at once; the others are counted. */
const mostNamed = 6

/** What a file was taken to hold, which columns are left out and why, and what should be checked. */
export function found(look: Look): HTMLElement {
  const { by, cadence, covariates, left, notes, outcome, rows, seasons, series, targets, time, whole } = look
  const count = (number: number) => number.toLocaleString('en-US')
  const names = (columns: readonly string[]) =>
    columns.flatMap((name, i) => [i > 0 ? ', ' : '', h('b', {}, name)]).filter((part) => part !== '')
  const season =
    seasons.length === 0 ? 'no season' : `season ${seasons.map((steps) => seasonWords(steps, cadence)).join(' and ')}`
  return h(
    'div',
    { class: 'found' },
    h(
      'p',
      {},
      `${whole ? '' : 'about '}${count(rows)} rows, `,
      ...(by.length > 0 ? [`${count(series)} series by `, ...names(by), ', '] : []),
      `${cadenceWords(cadence)} by `,
      ...names(time),
      `, ${season}. Forecasts ${outcome ? 'the probability of ' : ''}`,
      ...names(typeof outcome === 'object' ? Object.keys(outcome) : targets),
      ...(covariates.length > 0 ? [', learning from ', ...names(covariates), ' too'] : []),
      '.',
    ),
    ...(left.length > 0 ? [leftOut(left)] : []),
    ...notes.map((note) => h('p', { class: 'about' }, note)),
  )
}

function leftOut(left: Look['left']): HTMLElement {
  const items = left.map(({ column, why }) => [h('b', {}, column), ` (${why})`] as const)
  if (left.length > mostNamed) {
    return h(
      'details',
      {},
      h('summary', {}, `${left.length.toLocaleString('en-US')} columns are left out`),
      h('ul', {}, ...items.map((parts) => h('li', {}, ...parts))),
    )
  }
  return h('p', { class: 'left-out' }, 'Left out: ', ...items.flatMap((parts, i) => [i > 0 ? ', ' : '', ...parts]), '.')
}
