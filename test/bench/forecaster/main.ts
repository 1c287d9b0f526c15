// npm run bench:forecaster [-- --json] [-- --etth1 PATH]
// What one observation costs the whole forecaster, and where the time goes: each expert's learning and forecasting, then the mixture and the intervals.
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ForecasterOptions } from '../../../src/defaults/options.ts'
import { catalogue, type ExpertRecipe } from '../../../src/defaults/pool.ts'
import { kindOf, profileOf } from '../../../src/defaults/profile.ts'
import type { Expert, ExpertInput } from '../../../src/experts/expert.ts'
import { Forecaster } from '../../../src/forecaster/forecaster.ts'
import { replayRows } from '../../../src/lstm/options.ts'

const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, etth1: { type: 'string' } } })
const seattle = fileURLToPath(new URL('../../../data/seattle-weather.csv', import.meta.url))
const etth1 = options.etth1 ?? process.env.ETTH1

interface Task {
  readonly name: string
  readonly path: string
  readonly columns: readonly string[]
  readonly forecaster: Omit<ForecasterOptions, 'channels' | 'seed' | 'levels'>
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
const tasks: Task[] = [
  {
    name: 'Seattle temp_max, 7 leads',
    path: seattle,
    columns: ['temp_max'],
    forecaster: { leads: range(7), cadence: '1d', season: 365 },
  },
]
if (etth1 && existsSync(etth1)) {
  tasks.push({
    name: 'ETTh1, 7 channels, 24 leads',
    path: etth1,
    columns: ['HUFL', 'HULL', 'MUFL', 'MULL', 'LUFL', 'LULL', 'OT'],
    forecaster: { leads: range(24), cadence: '1h', season: 24 },
  })
} else {
  console.error(
    'ETTh1: not measured, the file is not here; give its path: npm run bench:forecaster -- --etth1 ETTh1.csv',
  )
}

/** An expert whose two verbs are timed. */
function timed(expert: Expert, add: (ms: number) => void): Expert {
  const clocked = (work: () => void) => {
    const begun = performance.now()
    work()
    add(performance.now() - begun)
  }
  return {
    learn: (input: ExpertInput) => clocked(() => expert.learn(input)),
    forecast: (out: Float64Array) => clocked(() => expert.forecast(out)),
    state: (fields) => expert.state(fields),
  }
}

function measure({ columns, forecaster, name, path }: Task) {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const at = columns.map((column) => header!.trim().split(',').indexOf(column))
  const rows = lines.map((line) => line.split(','))
  const observations = rows.map((cells) => ({
    time: Date.parse(`${cells[0]!.replace(' ', 'T')}${cells[0]!.includes(':') ? 'Z' : ''}`),
    values: at.map((i) => Number(cells[i])),
    covariates: [],
  }))
  const whole: ForecasterOptions = { ...forecaster, channels: columns.length, seed: 1, levels: [0.8, 0.95] }
  const spent = { LSTMs: 0, regressions: 0, 'simple experts': 0 }
  const seasons = forecaster.season === undefined ? [] : [forecaster.season].flat()
  const kind = kindOf(whole.cadence, seasons[0])
  const ground = {
    profile: profileOf(kind, seasons),
    seasons,
    channels: columns.length,
    logarithmic: false,
  }
  const experts: ExpertRecipe[] = catalogue(ground, { hidden: 32, replayRows, seed: 1, engine: 'wasm' }).map(
    (recipe) => ({
      ...recipe,
      build: (shape, base) =>
        timed(recipe.build(shape, base), (ms) => {
          const part = recipe.name.startsWith('lstm')
            ? 'LSTMs'
            : recipe.name.startsWith('rls')
              ? 'regressions'
              : 'simple experts'
          spent[part] += ms
        }),
    }),
  )
  const run = (chosen: ForecasterOptions) => {
    const ours = new Forecaster(chosen)
    const begun = performance.now()
    for (const observation of observations) ours.observe(observation)
    return performance.now() - begun
  }
  const total = run(whole)
  const clocked = run({ ...whole, experts })
  const share = (ms: number) => Math.round((1000 * ms) / clocked) / 10
  const parts = Object.fromEntries(Object.entries(spent).map(([part, ms]) => [part, share(ms)]))
  const rest = Object.values(spent).reduce((left, ms) => left - ms, clocked)
  return {
    task: name,
    rows: observations.length,
    seconds: total / 1000,
    'µs a row': Math.round((1000 * total) / observations.length),
    ...parts,
    'mixture and intervals': share(rest),
  }
}

const lines = tasks.map(measure)
if (options.json) console.log(JSON.stringify(lines, null, 2))
else
  for (const { task, rows, seconds, 'µs a row': row, ...parts } of lines) {
    const shares = Object.entries(parts).map(([part, share]) => `${part} ${share} %`)
    console.log(
      `${task}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s, ${row} µs a row; ${shares.join(', ')}`,
    )
  }
