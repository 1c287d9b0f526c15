import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { ndjsonOptions, ndjsonText } from '../../src/sources/ndjson-text.ts'
import { bytesOf } from '../look/bytes-of.ts'

it('reads rows of JSON from any text', async () => {
  const text = '{"time": "2024-01-01", "value": 1}\n{"time": "2024-01-02", "value": 2}\n'
  const input = bytesOf(text)()
  const open = () => ({
    bytesRead: text.length,
    bytesTotal: text.length,
    repeatable: true,
    async *[Symbol.asyncIterator]() {
      for await (const bytes of input.bytes()) yield new TextDecoder().decode(bytes)
    },
  })
  const source = ndjsonText(ndjsonOptions.parse({ path: 'a.ndjson' }), { strict: false, open })
  const values: number[] = []
  for await (const batch of source.open(new Ledger(), new AbortController().signal).batches)
    for (const row of batch) values.push(row.values[0]!)
  expect(values).toEqual([1, 2])
})
