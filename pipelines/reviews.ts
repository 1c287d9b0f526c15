// Is a sentence of a review positive? Each of 3,000 is answered first; then its label is learned. Run it with tsx, or with
// Node 24; a number limits the rows: `npx tsx pipelines/reviews.ts 1000`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Classified, classify } from 'rxcast'
import { from, take } from 'rxjs'

const text = readFileSync(join(import.meta.dirname, '../data/review-sentences.csv'), 'utf8')
const reviews = [...text.matchAll(/^\w+,("(?:[^"]|"")*"|[^",\n]*),([01])$/gm)].map(([, cell, label]) => ({
  text: cell!.replace(/^"|"$/g, '').replaceAll('""', '"'),
  label: label!,
}))

/** Of each expert and of the mixture, row by row: whether the answer was right, and its log loss. */
const results = new Map<string, { right: number; loss: number }[]>()
const score = ({ classes, probabilities, experts, example }: Classified<(typeof reviews)[number]>) => {
  const label = classes.indexOf(example.label)
  for (const [name, answer] of Object.entries({ ...experts, mixture: probabilities })) {
    const own = results.get(name) ?? []
    results.set(name, own)
    own.push({ right: Number(answer[label]! > 0.5), loss: -Math.log(answer[label]!) })
  }
}

from(reviews)
  .pipe(take(Number(process.argv[2] ?? Number.POSITIVE_INFINITY)), classify({ classes: ['0', '1'] }))
  .subscribe(score)

type Scores = { right: number; loss: number }[]
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const accuracy = (scores: Scores) => `${(100 * mean(scores.map(({ right }) => right))).toFixed(1)} %`.padStart(9)
const loss = (scores: Scores) =>
  mean(scores.map(({ loss }) => loss))
    .toFixed(3)
    .padStart(9)
const rows = results.get('mixture')!.length

console.log(`${''.padEnd(12)} first ${rows} rows      last 1000`)
console.log(`${''.padEnd(12)}  accuracy log loss  accuracy log loss`)
for (const [name, all] of results) {
  const last = all.slice(-1000)
  console.log(`${name.padEnd(12)} ${accuracy(all)} ${loss(all)} ${accuracy(last)} ${loss(last)}`)
}
const counts = [500, 1000, 2000, 3000].filter((count) => count <= rows)
console.log(`\nlog loss of the first${counts.map((count) => String(count).padStart(10)).join('')}`)
for (const [name, all] of results)
  console.log(`${name.padEnd(21)}${counts.map((count) => ` ${loss(all.slice(0, count))}`).join('')}`)
