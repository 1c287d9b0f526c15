import { readFileSync } from 'node:fs'
import { Random } from '../../../src/lstm/random.ts'
import { exp } from '../../../src/stats/elementary.ts'

interface LabelledRows {
  readonly sequence: readonly (readonly number[])[]
  readonly label: 0 | 1
}

const random = new Random(3)
/** Mean 0, deviation 1: twelve uniform numbers. */
const normal = () => Array.from({ length: 12 }, () => random.uniform()).reduce((sum, x) => sum + x, -6)

/** Will it rain tomorrow? From precipitation, both temperatures and wind of the last 14 days in Seattle. */
function rain(): LabelledRows[] {
  const [, ...lines] = readFileSync('data/seattle-weather.csv', 'utf8').trim().split('\n')
  const days = lines.map((line) => line.split(',').slice(1, 5).map(Number))
  return days.slice(1).map((tomorrow, i) => ({
    sequence: days.slice(Math.max(0, i - 13), i + 1),
    label: tomorrow[0]! > 0 ? 1 : 0,
  }))
}

/** Was the sensor warmest in the morning or in the afternoon? 24 noisy hours, and a column that says nothing. */
const peak = (): LabelledRows[] =>
  Array.from({ length: 1500 }, () => {
    const label = random.below(2) as 0 | 1
    const warmest = (label === 1 ? 14 : 6) + 2 * normal()
    const hours = Array.from({ length: 24 }, (_, hour) => (hour - warmest) / 3)
    return { label, sequence: hours.map((x) => [20 + 5 * exp(-x * x) + 1.5 * normal(), normal()]) }
  })

/** Did the first event come before the second? 10 to 59 rows, different each time. */
const order = (): LabelledRows[] =>
  Array.from({ length: 1500 }, () => {
    const sequence = Array.from({ length: 10 + random.below(50) }, () => [0, normal()])
    const [one, two] = [random.below(sequence.length), random.below(sequence.length)]
    sequence[one]![0] = 1
    sequence[two]![0] = -1
    return { sequence, label: one < two ? 1 : 0 }
  })

export const tasks = { rain: rain(), peak: peak(), order: order() }
