import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { CsvFormat } from '../../src/sources/csv-format.ts'
import { fileAt } from '../../src/sources/text-chunks.ts'
import { textSource } from '../../src/sources/text-source.ts'
import { fileOf } from './gathered.ts'

const options = {
  time: ['day'],
  target: ['y'],
  covariates: [],
  clock: 'iso',
  zone: 'UTC',
  missing: [''],
  decimal: '.',
  thousands: '',
} as const
const source = (path: string) =>
  textSource(
    { ...options, path },
    { strict: false, open: fileAt({ path, encoding: 'utf-8' }, { resolve: (name) => name, strict: false }) },
    (name, columns) => new CsvFormat(name, { delimiter: ',' }, columns),
  )

describe('textSource', () => {
  it('previews the first rows without consuming them', async () => {
    const path = fileOf('day,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n')
    expect((await source(path).peek(2))!.map(({ values }) => values[0])).toEqual([1, 2])
    expect(await source(path).peek(10)).toHaveLength(3)
  })

  it('never reads ahead on standard input', async () => {
    expect(await source('-').peek(2)).toBeUndefined()
  })

  it.skipIf(process.platform === 'win32')(
    'nor from a pipe, whatever its name, and reads it in full later',
    async () => {
      const path = join(dirname(fileOf('')), 'pipe')
      execFileSync('mkfifo', [path])
      const pipe = source(path)
      expect(await pipe.peek(2)).toBeUndefined()
      const written = writeFile(path, 'day,y\n2024-01-01,1\n2024-01-02,2\n')
      const values: number[] = []
      for await (const batch of pipe.open(new Ledger(), new AbortController().signal).batches)
        values.push(...batch.map((row) => row.values[0]!))
      await written
      expect(values).toEqual([1, 2])
    },
  )

  it('leaves a later failure to the run, and reports one that leaves no rows', async () => {
    expect(await source(fileOf('day,y\n2024-01-01,1\n2024-01-02,"2')).peek(5)).toHaveLength(1)
    await expect(source(fileOf('')).peek(5)).rejects.toThrow('empty file')
    await expect(source('/no/such.csv').peek(5)).rejects.toThrow('no such file')
  })
})
