import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvFormat } from '../../src/sources/csv-format.ts'
import { columns } from './columns.ts'

/** What a reader makes of a text that comes in chunks: its rows, and why it broke off. Long texts are told by their lengths. */
function read(chunks: readonly string[]) {
  const csv = new CsvFormat('a.csv', { delimiter: ',' }, columns)
  const rows: string[] = []
  const take = (new_: ReturnType<CsvFormat['push']>) =>
    rows.push(
      ...new_.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === 'string' && value.length > 99 ? value.length : value)),
      ),
    )
  try {
    for (const chunk of chunks) {
      take(csv.push(chunk))
      const problem = csv.problem(false)
      if (problem) throw problem
    }
    take(csv.end())
    return { rows, problem: csv.problem(true)?.message }
  } catch (error) {
    return { rows, problem: (error as Error).message }
  }
}

/** The text in chunks of these sizes, the last as long as it needs to be. */
function cut(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = []
  let at = 0
  for (const size of sizes) {
    chunks.push(text.slice(at, at + size))
    at += size
  }
  return [...chunks, text.slice(at)]
}

const long = fc.integer({ min: 65_515, max: 65_545 }).map((length) => 'z'.repeat(length))
const row = fc.constantFrom('2024-01-01,1', '2024-01-02,"2"', 'x,"two\nlines"', 'x,"a\rb\r\n"', '5" pipe,3', ',,', '')
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const part = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(row, lineEnd).map((each) => each.join('')) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('', '"', 'x,"'), long, fc.constantFrom('', '"')).map((each) => each.join('')),
  },
  { weight: 2, arbitrary: fc.constantFrom('"', '\r', '\n', ',', 'a') },
)
const text = fc.array(part, { maxLength: 12 }).map((parts) => `day,y\n${parts.join('')}`)
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 16_000, max: 140_000 })), {
  maxLength: 30,
})

describe('chunks', () => {
  it('make no difference to the rows read, the rejects and their lines, or the point of failure', () => {
    fc.assert(
      fc.property(text, sizes, (text, sizes) => {
        expect(read(cut(text, sizes))).toEqual(read([text]))
      }),
      { numRuns: 300 },
    )
  })

  it('make none wherever a text around the longest permitted record is cut, once or character by character', () => {
    const begin = 'day,y\n'.length + 65_530
    for (const length of [65_535, 65_536, 65_537, 65_538])
      for (const end of ['\n', '\r\n', '\r'])
        for (const quote of ['', '"']) {
          const text = `day,y\n${quote}${'z'.repeat(length - 2 * quote.length)}${quote}${end}2024-01-01,1${end}`
          const whole = read([text])
          for (let at = begin; at < begin + 16; at++) expect(read(cut(text, [at]))).toEqual(whole)
          expect(read(cut(text, [begin, ...Array.from({ length: 16 }, () => 1)]))).toEqual(whole)
        }
  })
})
