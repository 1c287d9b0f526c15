import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { placeIn } from '../../src/sources/place-in.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { newFolder } from './following.ts'

const days = Array.from({ length: 20 }, (_, i) => `2024-01-${String(i + 1).padStart(2, '0')}`)
const table = (name: string) => `time,${name}\n${days.map((day, i) => `${day},${i}\n`).join('')}`

it('goes on from a position with the same columns, when rows were added to the file', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.csv'), table('power'))
  writeFileSync(join(folder, 'b.csv'), table('close').slice(0, -14))
  const join1d = { csv: 'b.csv', columns: 'close', asOf: '2d' }
  const source = readCsv({ path: 'a.csv', time: 'time', target: 'power', join: join1d })(placeIn(folder))
  const read = async (from: Uint8Array, most: number) => {
    const reading = source.open(new Ledger(), new AbortController().signal, 3, from)
    const rows: number[] = []
    let position = from
    for await (const batch of reading.batches) {
      rows.push(...batch.map(({ covariates }) => covariates![0]!))
      if (reading.position && rows.length > 0) position = snapshot(reading.position)
      if (rows.length >= most) break
    }
    return { rows, position }
  }
  const whole = await read(new Uint8Array(0), 99)
  const first = await read(new Uint8Array(0), 9)
  writeFileSync(join(folder, 'b.csv'), `${table('close').slice(0, -14)}2024-02-01,77\n`)
  const rest = await read(first.position, 99)
  expect([...first.rows, ...rest.rows]).toEqual(whole.rows)
  expect(whole.rows).toHaveLength(20)
})
