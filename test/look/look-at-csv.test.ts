import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { lookAtCsv as lookAtText } from '../../src/look/look-at-csv.ts'
import { TextChunks } from '../../src/sources/text-chunks.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-look-'))
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const daily = (rows: number, mark = ',') =>
  `date${mark}value\n${Array.from({ length: rows }, (_, i) => `${new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10)}${mark}${i}\n`).join('')}`

const lookAtCsv = async (path: string) =>
  lookAtText(path, new TextChunks(path, path, 'utf-8', new AbortController().signal), 'name them')

describe('lookAtCsv', () => {
  it('recognizes the data files of this project', async () => {
    expect(await lookAtCsv('data/seattle-weather.csv')).toMatchObject({
      time: 'date',
      target: 'temp_max',
      cadence: '1d',
      rows: 1461,
    })
    expect(await lookAtCsv('data/co2-concentration.csv')).toMatchObject({
      time: 'Date',
      target: 'CO2',
      cadence: '1mo',
      rows: 741,
    })
    expect(await lookAtCsv('data/airline-passengers.csv')).toMatchObject({
      time: 'month',
      target: 'passengers',
      cadence: '1mo',
      rows: 144,
    })
    const prices = await lookAtCsv('node_modules/vega-datasets/data/sp500-2000.csv')
    expect(prices).toMatchObject({ time: 'date', target: 'close', cadence: '1bd', positive: true })
    // Only the beginning was read: 5,105 rows are guessed from the file's size.
    expect(Math.abs(prices.rows - 5105)).toBeLessThan(300)
  })

  it('reads other delimiters, and compressed files', async () => {
    expect(await lookAtCsv(file('semicolon.csv', daily(9, ';')))).toMatchObject({ delimiter: ';', target: 'value' })
    expect(await lookAtCsv(file('tab.csv', daily(9, '\t')))).toMatchObject({ delimiter: '\t' })
    expect(await lookAtCsv(file('packed.csv.gz', gzipSync(daily(9))))).toMatchObject({ target: 'value', rows: 9 })
  })

  it('reads no more of a long file than necessary', async () => {
    const look = await lookAtCsv(file('long.csv', daily(100_000)))
    expect(Math.abs(look.rows - 100_000)).toBeLessThan(10_000)
  })

  it('describes what it found instead', async () => {
    await expect(lookAtCsv(join(folder, 'none.csv'))).rejects.toThrow('expected a file to read, got no such file')
    await expect(lookAtCsv(file('empty.csv', ''))).rejects.toThrow('expected a header and rows, got an empty file')
    await expect(lookAtCsv(file('header.csv', 'a,b\n'))).rejects.toThrow(
      'expected a header and rows, got a header only',
    )
    await expect(lookAtCsv(file('words.csv', 'a,b\nx,y\n'))).rejects.toThrow(
      /:1 expected a column of times .*name them$/,
    )
  })
})
