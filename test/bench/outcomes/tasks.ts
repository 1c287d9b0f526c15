import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defaultSeasons } from '../../../src/defaults/by-cadence.ts'
import { Random } from '../../../src/lstm/random.ts'
import type { Comparison, Outcome } from '../../../src/outcomes/outcome.ts'
import { parseOutcomes } from '../../../src/outcomes/parse-outcomes.ts'
import type { Observation } from '../../../src/series/observation.ts'

/** A series and the outcome to forecast of it. */
export interface Task {
  readonly name: string
  readonly outcome: Outcome
  readonly rows: readonly Observation[]
  readonly cadence: string
  readonly season: readonly number[]
  readonly leads: readonly number[]
  /** First row scored. */
  readonly from: number
}

const root = new URL('../../../', import.meta.url)
const day = 86_400_000

/** The cells of a plain CSV file, by column. */
function columnsOf(path: string): Map<string, string[]> {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const rows = lines.map((line) => line.split(','))
  return new Map(header!.split(',').map((name, k) => [name, rows.map((row) => row[k]!)]))
}

const numbers = (cells: readonly string[]) => cells.map((cell) => (cell === '' ? Number.NaN : Number(cell)))

const inProject = (path: string) => columnsOf(fileURLToPath(new URL(path, root)))

/** @param other covariates */
function observations(times: readonly string[], target: readonly number[], other: readonly number[][] = []) {
  return target.map((value, t) => ({
    time: Date.parse(times[t]!),
    values: [value],
    covariates: other.map((column) => column[t]!),
  }))
}

type Rule = Pick<Comparison, 'over' | 'operator' | 'threshold'>

export const above = (value: number): Rule => ({ over: 'lead', operator: '>', threshold: { kind: 'number', value } })
export const abovePercentile = (value: number): Rule => ({
  over: 'lead',
  operator: '>',
  threshold: { kind: 'percentile', value },
})
export const falls = (share: number): Rule => ({
  over: 'any',
  operator: '<',
  threshold: { kind: 'change', value: -share },
})

export const upTo = (horizon: number) => Array.from({ length: horizon }, (_, i) => i + 1)

const ask = (rule: Rule, column = 0): Comparison => ({ name: 'event', column, ...rule })

/** @param words time column, target column, rule, cadence and horizon */
export function fileTask(path: string, [time, column, rule, cadence, horizon]: readonly string[]): Task {
  const columns = columnsOf(path)
  const [outcome] = parseOutcomes({ event: rule! }, { targets: [column!] })
  const rows = observations(columns.get(time!)!, numbers(columns.get(column!)!))
  const season = defaultSeasons(cadence)
  const from = Math.floor(rows.length / 4)
  return {
    name: `${path} ${rule}`,
    outcome: outcome!,
    rows,
    cadence: cadence!,
    season,
    leads: upTo(Number(horizon)),
    from,
  }
}

function seattle(name: string, outcome: Outcome, given?: readonly number[]): Task {
  const columns = inProject('data/seattle-weather.csv')
  const rain = given ?? numbers(columns.get('precipitation')!)
  const other = ['temp_max', 'temp_min', 'wind'].map((column) => numbers(columns.get(column)!))
  const words = columns.get('weather')!
  const rows = observations(columns.get('date')!, rain, [...other, words.map((word) => classes.indexOf(word))])
  return { name, outcome, rows, cadence: '1d', season: [365, 7], leads: upTo(7), from: 365 }
}

/** Whether it is warm, in words that are equally frequent. */
function warmth(count: number): Task {
  const columns = inProject('data/seattle-weather.csv')
  const values = numbers(columns.get('temp_max')!)
  const sorted = [...values].sort((a, b) => a - b)
  const edges = Array.from({ length: count - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / count)]!)
  const found = values.map((value) => edges.filter((edge) => value >= edge).length)
  const rows = observations(columns.get('date')!, found)
  const outcome = { name: 'warmth', column: 0, classes: Array.from({ length: count }, (_, i) => `class ${i}`) }
  return { name: `${count} classes`, outcome, rows, cadence: '1d', season: [365], leads: upTo(3), from: 487 }
}

const classes = ['drizzle', 'fog', 'rain', 'snow', 'sun']

function price(name: string, path: string, column: string, time: string, rule: Rule): Task {
  const columns = inProject(path)
  const rows = observations(columns.get(time)!, numbers(columns.get(column)!))
  return { name, outcome: ask(rule), rows, cadence: '1bd', season: [], leads: upTo(5), from: 250 }
}

/** Days of 0 and 1, independent or by a rule of the day. */
function drawn(name: string, rate: (t: number, before: number) => number, count = 2000): Task {
  const random = new Random(7)
  let before = 0
  const rows = Array.from({ length: count }, (_, t) => {
    before = Number(random.uniform() < rate(t, before))
    return { time: t * day, values: [before] }
  })
  return { name, outcome: ask(above(0.5)), rows, cadence: '1d', season: [7], leads: upTo(7), from: 100 }
}

export function ownTasks(): Task[] {
  const rain = numbers(inProject('data/seattle-weather.csv').get('precipitation')!)
  const withGaps = rain.map((value, t) => (t % 10 === 3 || (t > 700 && t < 720) ? Number.NaN : value))
  const co2 = inProject('data/co2-concentration.csv')
  return [
    seattle('rain', ask(above(0))),
    seattle('rain, any lead', ask({ ...above(0), over: 'any' })),
    seattle('rain > 10 mm', ask(above(10))),
    seattle('rain, missing rows', ask(above(0)), withGaps),
    seattle('frost', ask({ over: 'lead', operator: '<', threshold: { kind: 'number', value: 2 } }, 2)),
    seattle('wind > p90', ask(abovePercentile(0.9), 3)),
    seattle('weather', { name: 'weather', column: 4, classes }),
    warmth(12),
    warmth(20),
    price('S&P 500 falls 3 %', 'node_modules/vega-datasets/data/sp500-2000.csv', 'close', 'date', falls(0.03)),
    {
      name: 'CO2 falls .5 %',
      outcome: ask(falls(0.005)),
      rows: observations(co2.get('Date')!, numbers(co2.get('CO2')!)),
      cadence: '1mo',
      season: [12],
      leads: upTo(12),
      from: 60,
    },
    drawn('coin', () => 0.5),
    drawn('1 % events', () => 0.01),
    drawn('never', () => 0),
    drawn('spells', (_, before) => (before ? 0.8 : 0.2)),
    drawn('weekends', (t) => (t % 7 > 4 ? 0.9 : 0.1)),
    drawn('a change', (t) => (t < 1000 ? 0.9 : 0.1)),
  ]
}
