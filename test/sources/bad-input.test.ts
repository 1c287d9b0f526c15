import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fileOf, gather, lineOf, valuesOf } from './gathered.ts'

const columns = { time: 'day', target: 'y' }
const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}`

// What reliability promises of each kind of bad input, on the reading side. `gather` checks that rows = accepted + imputed + rejected + skipped.
describe('bad input', () => {
  it('a ragged row is rejected, with its line and its cells', async () => {
    const read = await gather(fileOf(`day,y\n${day(1)},1\n${day(2)}\n${day(3)},3,4\n${day(4)},4\n`), columns)
    expect(valuesOf(read)).toEqual([1, 4])
    expect(read.rejects.map(({ place, raw }) => [lineOf(place), raw])).toEqual([
      [3, [day(2)]],
      [4, [day(3), '3', '4']],
    ])
  })

  it('an empty file, and one with a header alone, are errors', async () => {
    expect((await gather(fileOf(''), columns)).failure).toBe('FILE: expected a header and rows, got an empty file')
    expect((await gather(fileOf('day,y\n'), columns)).failure).toBe(
      'FILE:1 expected rows after the header, got the end of the file',
    )
  })

  it('a missing column is an error that lists the existing ones', async () => {
    expect((await gather(fileOf('date,temp\n2024-01-01,1\n'), { time: 'date', target: 'tmp' })).failure).toBe(
      'FILE:1 expected a column "tmp", got 2 others; did you mean "temp"?',
    )
  })

  it('text, infinity and numbers beyond 1e150 are rejected; empty, NaN and null are missing', async () => {
    const cells = ['1', 'abc', '', 'NaN', 'null', 'Infinity', '-1.7e308', '-inf', '7']
    const read = await gather(fileOf(`day,y\n${cells.map((cell, i) => `${day(i + 1)},${cell}\n`).join('')}`), columns)
    expect(valuesOf(read)).toEqual([1, Number.NaN, Number.NaN, Number.NaN, 7])
    expect(read.rejects.map(({ place, column }) => [lineOf(place), column])).toEqual([
      [3, 'y'],
      [7, 'y'],
      [8, 'y'],
      [9, 'y'],
    ])
    expect([read.ledger.accepted, read.ledger.imputed, read.ledger.rejected]).toEqual([2, 3, 4])
  })

  it('a byte order mark, CRLF and mixed line ends are accepted', async () => {
    expect(
      valuesOf(await gather(fileOf(`\ufeffday,y\r\n${day(1)},1\r\n${day(2)},2\n${day(3)},3\r\n`), columns)),
    ).toEqual([1, 2, 3])
    expect(valuesOf(await gather(fileOf(`day,y\r${day(1)},1\r${day(2)},2\r`), columns))).toEqual([1, 2])
  })

  it('quotes follow the rules of CSV', async () => {
    const read = await gather(fileOf(`"day","the ""y"", in °C"\n"${day(1)}","1"\n`), {
      time: 'day',
      target: 'the "y", in °C',
    })
    expect(valuesOf(read)).toEqual([1])
  })

  it('a decimal comma and separators of thousands are rejected with the option that reads them', async () => {
    const read = await gather(fileOf(`day;y\n${day(1)};1,5\n${day(2)};1.234,5\n`), { ...columns, delimiter: ';' })
    expect(read.rejects.map(({ reason }) => reason.split('; ')[1])).toEqual([
      'set decimal to ","',
      'set decimal to "," and thousands to "."',
    ])
    const told = await gather(fileOf(`day;y\n${day(1)};1,5\n${day(2)};1.234,5\n`), {
      ...columns,
      delimiter: ';',
      decimal: ',',
      thousands: '.',
    })
    expect(valuesOf(told)).toEqual([1.5, 1234.5])
  })

  it('an unclosed quote ends the reading at its line; earlier rows are kept', async () => {
    const read = await gather(fileOf(`day,y\n${day(1)},1\n${day(2)},"2\n${day(3)},3\n`), columns)
    expect(valuesOf(read)).toEqual([1])
    expect(read.rejects).toMatchObject([{ place: { line: 3 }, raw: `${day(2)},"2\n${day(3)},3\n` }])
    expect(read.failure).toBe(
      'FILE:3:12 expected the quote opened here to be closed, got the end of the file; close it, or double quotes inside a cell',
    )
  })

  it('bytes that are not UTF-8 end the reading, with their offset; setting an encoding reads them', async () => {
    const bytes = Buffer.concat([Buffer.from('day,y,caf'), Buffer.from([0xe9]), Buffer.from(`\n${day(1)},1,x\n`)])
    expect((await gather(fileOf(bytes), columns)).failure).toBe(
      'FILE: expected UTF-8, got byte 0xE9 at offset 9; set encoding, such as windows-1252',
    )
    expect(valuesOf(await gather(fileOf(bytes), { ...columns, encoding: 'windows-1252' }))).toEqual([1])
  })

  it('everything before a byte that is not UTF-8 is kept, however near', async () => {
    const bytes = Buffer.concat([Buffer.from(`day,y,n\n${day(1)},1,é\n${day(2)},2,`), Buffer.from([0xe9, 0x0a])])
    const read = await gather(fileOf(bytes), columns)
    expect([valuesOf(read), read.failure]).toEqual([
      [1],
      `FILE: expected UTF-8, got byte 0xE9 at offset ${bytes.length - 2}; set encoding, such as windows-1252`,
    ])
  })

  it('UTF-16 is recognized by its byte order mark', async () => {
    const read = await gather(fileOf(Buffer.from(`\ufeffday,y\n${day(1)},1\n`, 'utf16le')), columns)
    expect(read.failure).toMatch(/byte 0xFF at offset 0; set encoding, such as utf-16le$/)
  })

  it('a NUL byte is rejected on its line', async () => {
    const read = await gather(fileOf(`day,y,note\n${day(1)},1,a\0b\n${day(2)},2,fine\n`), columns)
    expect(valuesOf(read)).toEqual([2])
    expect(read.rejects).toMatchObject([{ place: { line: 2 }, column: 'note' }])
  })

  it('a truncated gzip file yields its rows, and an error with the point of failure', async () => {
    const text = `day,y\n${Array.from({ length: 40_000 }, (_, i) => `${new Date(i * 86_400_000).toISOString().slice(0, 10)},${(i * 7919) % 1000}\n`).join('')}`
    const whole = gzipSync(text)
    const read = await gather(fileOf(whole.subarray(0, whole.length - 5000), '.csv.gz'), columns)
    expect(read.observations.length).toBeGreaterThan(1000)
    expect(read.failure).toMatch(
      new RegExp(`^FILE: expected a whole gzip file, got "unexpected end of file" after ${whole.length - 5000} bytes`),
    )
    expect((await gather(fileOf(whole, '.csv.gz'), columns)).observations).toHaveLength(40_000)
  })

  it('a repeated header is skipped and counted', async () => {
    const read = await gather(fileOf(`day,y\n${day(1)},1\nday,y\n${day(2)},2\n`), columns)
    expect([valuesOf(read), read.ledger.skipped]).toEqual([[1, 2], 1])
  })

  it('dates that do not exist are rejected, and hours skipped in spring', async () => {
    const times = ['2024-02-29', '2024-02-30', '2023-02-29', '2024-03-31 02:30', '2024-03-31 03:30']
    const read = await gather(fileOf(`day,y\n${times.map((time) => `${time},1\n`).join('')}`), {
      ...columns,
      zone: 'Europe/Berlin',
    })
    expect(read.rejects.map(({ place }) => lineOf(place))).toEqual([3, 4, 5])
    expect(read.observations.map(({ time }) => time)).toEqual([Date.UTC(2024, 1, 28, 23), Date.UTC(2024, 2, 31, 1, 30)])
  })

  it('under strict the first reject stops the reading', async () => {
    const read = await gather(fileOf(`day,y\n${day(1)},1\n${day(2)},oops\n${day(3)},3\n`), columns, { strict: true })
    expect(valuesOf(read)).toEqual([1])
    expect(read.failure).toBe('FILE:3 y: expected a number, got "oops"; correct the cell, or list it under missing')
  })
})
