/**
 * Forecasts of outcomes on the repository's series and drawn ones: Brier skill over the base rate, with its p-value, log
 * loss beside that of the best expert, and calibration, by lead: how far what happened is from the probabilities, and how
 * many of their tenths with 30 forecasts or more are beyond two standard errors, of which chance alone puts one in twenty.
 *
 *     npm run bench:outcomes [-- --experts] [--bins] [name …]
 *     npm run bench:outcomes -- --speed [name …]: microseconds a row, beside those of a forecast of the values
 *     npm run bench:outcomes -- file.csv TIME COLUMN RULE CADENCE HORIZON, such as load.csv time value 'value > p90' 1h 24
 */
import { measure } from './measure.ts'
import { speeds } from './speed.ts'
import { fileTask, ownTasks, type Task } from './tasks.ts'

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const withExperts = process.argv.includes('--experts')
const withBins = process.argv.includes('--bins')
const cell = (text: string, width = 8) => text.padStart(width)

const [path, ...words] = asked
const tasks = path?.endsWith('.csv')
  ? [fileTask(path, words)]
  : ownTasks().filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)))

function printSpeeds(): void {
  console.log(
    `${'µs a row'.padEnd(24)}${['values', 'outcome', 'ratio', 'without LSTMs', 'ratio'].map((head) => cell(head, 14)).join('')}`,
  )
  for (const task of tasks) {
    const { all, values, withoutLstms } = speeds(task)
    const figures = [
      values.toFixed(0),
      all.toFixed(0),
      (all / values).toFixed(2),
      withoutLstms.toFixed(0),
      (withoutLstms / values).toFixed(2),
    ]
    console.log(`${task.name.padEnd(24)}${figures.map((text) => cell(text, 14)).join('')}`)
  }
}

function printScores(task: Task): void {
  const { micros, scores } = measure(task)
  console.log(`\n${task.name}: ${task.rows.length} rows, ${micros.toFixed(0)} µs a row`)
  console.log(
    `lead${['rate', 'skill %', 'p', 'log loss', 'best', 'off %'].map((head) => cell(head, 9)).join('')}  best expert`,
  )
  for (const { calibration, experts, lead, logLoss, p, rate, skill } of scores) {
    const [name, best] = [...experts].sort(([, a], [, b]) => a - b)[0]!
    const figures = [rate.toFixed(3), (100 * skill).toFixed(2), p.toFixed(4), logLoss.toFixed(4), best.toFixed(4)]
    const off = (100 * calibration).toFixed(1)
    console.log(`${cell(String(lead), 4)}${[...figures, off].map((text) => cell(text, 9)).join('')}  ${name}`)
  }
  const tested = scores.flatMap(({ bins, lead }) => bins.map((bin) => ({ lead, ...bin })))
  const beyond = tested.filter(({ distance }) => Math.abs(distance) > 2)
  console.log(`beyond 2 standard errors: ${beyond.length} of ${tested.length} tenths`)
  for (const { count, distance, forecast, happened, lead } of withBins ? tested : []) {
    const shares = [forecast, happened].map((share) => cell((100 * share).toFixed(1)))
    console.log(`${cell(String(lead), 4)}${shares.join('')} %${cell(String(count))}${cell(distance.toFixed(1))}`)
  }
  if (!withExperts) return
  for (const name of scores[0]!.experts.keys())
    console.log(`${name.padEnd(24)}${scores.map(({ experts }) => cell(experts.get(name)!.toFixed(4))).join('')}`)
}

if (process.argv.includes('--speed')) printSpeeds()
else for (const task of tasks) printScores(task)
