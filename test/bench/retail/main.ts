// npm run --silent retail -- [--products 1000] [--days 730] [--seed 1] > out/retail.csv
// Writes the daily sales of a shop that does not exist; data/README.md describes them.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { header, retailLines } from './sales.ts'

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: '1000' },
    days: { type: 'string', default: '730' },
    seed: { type: 'string', default: '1' },
  },
})
const whole = (name: keyof typeof values) => {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 1) return number
  throw new Error(`--${name}: expected a whole number from 1, got ${values[name]}`)
}

function* pieces(): Generator<string, void, void> {
  let lines = [header]
  for (const line of retailLines({ products: whole('products'), days: whole('days'), seed: whole('seed') })) {
    lines.push(line)
    if (lines.length < 1000) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}
await pipeline(Readable.from(pieces()), process.stdout)
