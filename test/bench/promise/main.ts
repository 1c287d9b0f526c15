// npm run bench:promise [-- --seeds 5] [-- --walks 20] [-- --only steps]
// Prints how the forecaster's errors compare with those of the best of its own experts, on synthetic series of many kinds.
import { parseArgs } from 'node:util'
import { geometricMean, type Kept, kept } from '../../laws/promise.ts'
import { shapes } from '../../laws/shapes.ts'

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    walks: { type: 'string', default: '20' },
    only: { type: 'string' },
  },
})

const columns: readonly (readonly [string, keyof Omit<Kept, 'best'>])[] = [
  ['MAE ÷ best expert’s', 'mae'],
  ['RMSE ÷ that expert’s', 'rmse'],
  ['RMSE ÷ persistence’s', 'rmseOfPersistence'],
  ['MAE ÷ persistence’s', 'maeOfPersistence'],
]
console.log(
  `${'geometric mean (largest)'.padEnd(30)}${columns.map(([title]) => title.padStart(22)).join('')}   best expert`,
)
for (const shape of shapes) {
  if (options.only !== undefined && !shape.name.startsWith(options.only)) continue
  const seeds = Number(shape.walk ? options.walks : options.seeds)
  const results = Array.from({ length: seeds }, (_, i) => kept(shape, i + 1))
  const cells = columns.map(([, key]) => {
    const ratios = results.map((result) => result[key])
    return `${geometricMean(ratios).toFixed(3)} (${Math.max(...ratios).toFixed(3)})`.padStart(22)
  })
  console.log(`${shape.name.padEnd(30)}${cells.join('')}   ${[...new Set(results.map(({ best }) => best))].join(', ')}`)
}
