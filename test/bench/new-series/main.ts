// npm run bench:new-series -- FOLDER [--groups daily,retail] [--rows 300] [--every 3] [--halves 1]
// Forecasts series that begin when others of the same kind are long already, with weights of their own and with shared
// ones, and compares the errors over all leads by the number of rows known. Half of the series of a group are new, then
// the other half. FOLDER is that of bench:suite. Ratios are geometric means over the series.
import { parseArgs } from 'node:util'
import { Bands, bandNames } from './bands.ts'
import { forecastNew } from './forecast-new.ts'
import { groups, type Panel, panelOf } from './panel.ts'

const {
  values: options,
  positionals: [folder],
} = parseArgs({
  allowPositionals: true,
  options: {
    groups: { type: 'string', default: groups.join() },
    rows: { type: 'string', default: '300' },
    every: { type: 'string', default: '1' },
    halves: { type: 'string', default: '2' },
  },
})
if (folder === undefined) throw new Error('expected the folder of the suite; npm run bench:new-series -- FOLDER')

function measure(panel: Panel, together: boolean): Map<string, Bands> {
  const bands = new Map(panel.series.map(({ id }) => [id, new Bands()]))
  const lengths = panel.series.map(({ values }) => values.length).sort((a, b) => a - b)
  const head = Math.floor(0.75 * lengths[lengths.length >> 1]!)
  for (let half = 0; half < Number(options.halves); half++) {
    const old = panel.series.filter((_, i) => i % 2 !== half)
    const young = panel.series.filter((_, i) => i % 2 === half)
    forecastNew(panel, together ? old : [], young, together ? head : 0, together, (series, known, said) =>
      bands.get(series.id)!.add(series, known, said),
    )
  }
  return bands
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const print = (name: string, cells: readonly string[]) =>
  console.log(`| ${name} | ${cells.map((cell) => (cell === 'NaN' ? '–' : cell)).join(' | ')} |`)

for (const group of options.groups.split(',')) {
  const panel = panelOf(group, folder, Number(options.rows), Number(options.every))
  const [own, shared] = [measure(panel, false), measure(panel, true)]
  const known = (b: number) => [...own.keys()].filter((id) => own.get(id)!.mae(b) > 0 && shared.get(id)!.mae(b) > 0)
  const ratios = bandNames.map((_, b) => known(b).map((id) => shared.get(id)!.mae(b) / own.get(id)!.mae(b)))
  print(`${group}, ${panel.series.length} series; rows known`, bandNames)
  console.log(`|---|${bandNames.map(() => '---:|').join('')}`)
  print(
    'MAE shared ÷ own',
    ratios.map((all) => Math.exp(mean(all.map(Math.log))).toFixed(3)),
  )
  print(
    'series that are better, %',
    ratios.map((all) => (100 * mean(all.map((ratio) => Number(ratio < 1)))).toFixed(0)),
  )
  for (const [level, name] of ['80 %', '95 %'].entries())
    for (const [weights, all] of Object.entries({ own, shared }))
      print(
        `inside ${name}, ${weights}`,
        bandNames.map((_, b) =>
          (100 * mean([...all.values()].map((one) => one.coverage(b, level)).filter((x) => !Number.isNaN(x)))).toFixed(
            1,
          ),
        ),
      )
  console.log('')
}
