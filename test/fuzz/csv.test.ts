import { expect, it } from 'vitest'
import { csvOptions, csvText } from '../../src/sources/csv-text.ts'
import { csvCases, textOf } from './csv-cases.ts'
import { expected } from './csv-expected.ts'
import { fuzz, fuzzTimeout } from './fuzz.ts'
import { encoded, placeOf, type Read, readInAllWays } from './reading.ts'

const bare = ({ rows, rejects, counts: { skipped } }: Read) => ({
  rows: rows.map(({ row: _, ...others }) => others),
  rejects: rejects.map(({ column }) => column),
  skipped,
})

it(
  'bytes of CSV are read as csv-parse and a reference read them, however they are cut',
  async () => {
    await fuzz(
      'csv',
      csvCases,
      async (one) => {
        const { options, encoding, gz, sizes, maxBatch } = one
        const checked = csvOptions.parse({ ...options, encoding })
        const together = (options.sum ?? options.mean ?? options.resample) !== undefined
        const text = textOf(one)
        const bytes = encoded(text, encoding)
        const read = await readInAllWays(
          (cut) => csvText(checked, placeOf(bytes, { encoding, sizes: cut, gz })),
          sizes,
          { maxBatch, together },
        )
        const { sort, newest, zone } = options
        if (sort || newest || together || zone === 'Europe/Berlin') return
        const reference = expected(new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), options)
        if (reference) expect(bare(read)).toEqual(reference)
      },
      300,
    )
  },
  fuzzTimeout,
)
