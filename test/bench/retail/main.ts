// npm run --silent retail -- [--products 1000] [--days 730] [--seed 1] [--future 7] > out/retail.csv
// Writes the daily sales of a shop that does not exist; data/README.md describes them.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { header, type RetailOptions, retailLines } from './sales.ts'

const usage = 'npm run --silent retail -- [--products 1000] [--days 730] [--seed 1] [--future 7] > out/retail.csv\n'

function optionsOf(args: readonly string[]) {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { products: text, days: text, seed: text, future: text, help: { type: 'boolean', short: 'h' } },
  })
  const whole = (name: 'products' | 'days' | 'seed' | 'future', usual: number, least = 1) => {
    const number = Number(values[name] ?? usual)
    if (Number.isSafeInteger(number) && number >= least) return number
    throw new RangeError(`--${name}: expected a whole number from ${least}, got ${values[name]}`)
  }
  return {
    help: values.help ?? false,
    sales: {
      products: whole('products', 1000),
      days: whole('days', 730),
      seed: whole('seed', 1),
      future: whole('future', 7, 0),
    },
  }
}

function* pieces(sales: RetailOptions): Generator<string, void, void> {
  let lines = [header]
  for (const line of retailLines(sales)) {
    lines.push(line)
    if (lines.length < 1000) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

try {
  const { help, sales } = optionsOf(process.argv.slice(2))
  if (help) process.stdout.write(usage)
  else await pipeline(Readable.from(pieces(sales)), process.stdout)
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException
  // A reader such as `head` has enough.
  if (code !== 'EPIPE') {
    process.stderr.write(`${message}\n${usage}`)
    process.exitCode = 2
  }
}
