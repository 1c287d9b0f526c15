// npm run bench:front [-- --rows 1500] [--seeds 3] [--only co2] [--etth1 PATH] [--suite FOLDER [--groups daily,hourly] [--every 8] [--ids A,B]]
// Prints what a convolution before the LSTMs of `forecast`, and attention after them, change: for each series the error of
// the mixture, and of its LSTMs by themselves, with each front over that without, in the reference engine.
// Series are cut after --rows. Those of 800 rows and fewer are run with each front with all seeds, longer ones with one.
import { parseArgs } from 'node:util'
import type { Front } from '../../../src/lstm/shape.ts'
import { geometricMean } from '../../laws/promise.ts'
import { type Errors, errorsOf } from './errors.ts'
import { projectSeries, suiteSeries } from './series.ts'

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1500' },
    seeds: { type: 'string', default: '3' },
    only: { type: 'string' },
    etth1: { type: 'string' },
    suite: { type: 'string' },
    groups: { type: 'string' },
    every: { type: 'string', default: '8' },
    ids: { type: 'string' },
  },
})

const convolution = (filters: number, width: number): [string, Front] => [
  `conv ${filters}×${width}`,
  { convolution: { filters, width } },
]
const fronts: readonly (readonly [string, Front])[] = [
  ...[4, 8].flatMap((filters) => [3, 5, 7].map((width) => convolution(filters, width))),
  ['att 8', { attention: { steps: 8 } }],
  ['att 16', { attention: { steps: 16 } }],
]

const shortest = 800
const rows = Number(options.rows)
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const percent = (ratio: number) => `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)}`
const cells = (ratios: readonly Errors[]) =>
  ratios.map(({ mixture, lstms }) => `${percent(mixture)} / ${percent(lstms)}`.padStart(15)).join('')

const list =
  options.suite === undefined
    ? await projectSeries(rows, options.etth1)
    : suiteSeries(
        options.suite,
        rows,
        options.ids?.split(','),
        options.groups?.split(','),
        options.ids ? 1 : Number(options.every),
      )
// So that the compiler's work is in no time.
if (list[0]) errorsOf({ ...list[0], observations: list[0].observations.slice(0, 200) }, 1)
const all: { readonly group: string; readonly ratios: readonly Errors[] }[] = []
console.log(
  'change of the mixture’s MAE / of the LSTMs’ MAE, in %; seed: how far other seeds are from the first, on average',
)
console.log(
  `${'series'.padEnd(26)}${'rows'.padStart(5)}${'MAE'.padStart(9)}${'seed'.padStart(13)}${fronts.map(([name]) => name.padStart(15)).join('')}`,
)
for (const series of list) {
  if (options.only && !series.name.startsWith(options.only)) continue
  const length = series.observations.length
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1)
  const plain = seeds.map((seed) => errorsOf(series, seed))
  const far = (key: keyof Errors) =>
    seeds.length > 1
      ? (100 * mean(plain.slice(1).map((one) => Math.abs(one[key] / plain[0]![key] - 1)))).toFixed(1)
      : '–'
  const ratios = fronts.map(([, front]) => {
    const changed = seeds.slice(0, length > shortest ? 1 : seeds.length).map((seed) => errorsOf(series, seed, front))
    const over = (key: keyof Errors) => geometricMean(changed.map((one, i) => one[key] / plain[i]![key]))
    return { mixture: over('mixture'), lstms: over('lstms'), ms: over('ms') }
  })
  all.push({ group: series.group, ratios })
  const error = mean(plain.map(({ mixture }) => mixture))
  console.log(
    `${series.name.padEnd(26)}${String(length).padStart(5)}${error.toPrecision(4).padStart(9)}${`${far('mixture')} / ${far('lstms')}`.padStart(13)}${cells(ratios)}`,
  )
}
const groups = new Map(all.map(({ group }) => [group, all.filter((one) => one.group === group)]))
if (groups.size > 1 || all.length > 1) groups.set('all', all)
const byFront = (some: typeof all, key: keyof Errors) =>
  fronts.map((_, i) => geometricMean(some.map(({ ratios }) => ratios[i]![key])))
for (const [group, some] of groups) {
  const [mixture, lstms] = [byFront(some, 'mixture'), byFront(some, 'lstms')]
  const ratios = fronts.map((_, i) => ({ mixture: mixture[i]!, lstms: lstms[i]!, ms: 1 }))
  console.log(`${`${group}, ${some.length} series`.padEnd(53)}${cells(ratios)}`)
}
if (all.length > 0)
  console.log(
    `${'processor time'.padEnd(53)}${byFront(all, 'ms')
      .map((ratio) => `× ${ratio.toFixed(2)}`.padStart(15))
      .join('')}`,
  )
