import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessNumbers } from '../../src/look/guess-numbers.ts'
import { sampleOf } from '../../src/look/sample.ts'
import { numberDecoder } from '../../src/sources/decode-number.ts'
import { bytesOf } from './bytes-of.ts'
import { day, times } from './table-of.ts'

/** Numbers from 20 to 93, the first ones in no order. */
const wave = (i: number) => 20 + ((i * 37) % 61) + ((i * 7919) % 13)

async function guess(write: (i: number) => string, { rows = 60, delimiter = ';', dates = day } = {}) {
  const lines = times(rows, (i) => `${dates(i)}${delimiter}${write(i)}\n`).join('')
  const found = guessNumbers(await sampleOf('a.csv', bytesOf(`date${delimiter}v\n${lines}`)))
  return { options: found.optionsOf(['v']), checks: found.checksOf(['v']), column: found.columns[1]! }
}
const dollars = (x: number) => x.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const euros = (x: number, places = 2) =>
  x.toLocaleString('de-DE', { minimumFractionDigits: places, maximumFractionDigits: places })
const german = (i: number) => day(i).split('-').reverse().join('.')
const usual = ['', 'nan', 'null']

describe('guessNumbers', () => {
  it.each([
    ['plain numbers', (x: number) => x.toFixed(1), {}],
    ['dollars', (x: number) => `$${dollars(x * 30)}`, { thousands: ',', units: ['$'] }],
    ['euros', (x: number) => `${euros(x * 30)} €`, { decimal: ',', thousands: '.', units: ['€'] }],
    ['Swiss francs', (x: number) => `CHF ${dollars(x * 30).replace(',', '’')}`, { thousands: "'", units: ['CHF'] }],
    ['percent', (x: number) => `${x.toFixed(2)} %`, { units: ['%'] }],
    [
      'accounts',
      (x: number) => (x > 50 ? dollars(x * 30) : `(${dollars(x * 30)})`),
      { thousands: ',', brackets: true },
    ],
    ['multiples', (x: number) => (x > 50 ? `${(x / 50).toFixed(2)}M` : `${x}.5K`), { multiples: { K: 1e3, M: 1e6 } }],
    ['millions of euros', (x: number) => `${x},5 Mio. €`, { decimal: ',', units: ['€'], multiples: { 'Mio.': 1e6 } }],
    [
      'two sizes',
      (x: number) => (x > 40 ? `${x}.5 GiB` : `${x * 9} MiB`),
      { units: ['GiB'], multiples: { MiB: 1 / 1024 } },
    ],
    ['one and many', (x: number) => `${x % 3} item${x % 3 === 1 ? '' : 's'}`, { units: ['items', 'item'] }],
  ] as const)('finds the options that read %s', async (_, write, options) => {
    const found = await guess((i) => write(wave(i)))
    expect(found.options).toEqual(options)
    expect(found.checks).toEqual({})
    expect(found.column.numbers!.every((value) => !Number.isNaN(value))).toBe(true)
  })

  it('reads 1.204 beside 998 as thousands, with a check', async () => {
    const found = await guess((i) => euros(Math.round(wave(i) * 20), 0), { dates: german })
    expect(found.options).toEqual({ decimal: ',', thousands: '.' })
    expect(found.checks.thousands).toMatch(/^\d+\.\d+ is read as \d{4}: check it$/)
    expect(found.column.numbers![0]).toBe(400)
  })

  it('reads three decimals as decimals', async () => {
    expect((await guess((i) => wave(i).toFixed(3), { delimiter: ',' })).options).toEqual({})
    expect((await guess((i) => `${wave(i) + i / 1000}`, { delimiter: ',' })).options).toEqual({})
    const open = await guess((i) => wave(i).toFixed(3).replace('.', ','))
    expect([open.options, open.checks.decimal]).toEqual([{ decimal: ',' }, '20,000 is read as 20.000: check it'])
  })

  it('takes all words of a column of numbers for missing values, and none of a column of words', async () => {
    const found = await guess((i) => (i % 9 === 0 ? 'Offline' : i % 9 < 3 ? '#N/A' : `${wave(i)}`))
    expect(found.options).toEqual({ missing: [...usual, '#n/a', 'offline'] })
    expect((await guess((i) => (i % 3 === 0 ? `${i}` : 'red'))).column.numbers).toBeUndefined()
    for (const name of ['store_1', 'A17', '1st', '12:30']) {
      const { column } = await guess((i) => name.replace(/\d+/, `${i % 3}1`))
      expect(column.numbers, name).toBeUndefined()
    }
  })

  it('reads several limits and rough numbers by a rule, with a check', async () => {
    const limits = await guess((i) => (i % 5 === 2 ? `<${(1.4 + i / 100).toFixed(2)}` : `${wave(i)}`))
    expect(limits.options).toEqual({ inexact: true })
    expect(limits.checks).toEqual({ inexact: '<1.42 is read as 0.71: check it' })
    expect(limits.column.numbers![7]).toBeCloseTo(1.47 / 2, 12)
    const rough = await guess((i) => `~${1200 + i} km`)
    expect(rough.options).toEqual({ units: ['km'], inexact: true })
    expect(rough.column.numbers![3]).toBe(1203)
  })

  it('finds a number that stands apart, and a bound, with a check', async () => {
    const found = await guess((i) => (i % 9 === 0 ? '-200' : i % 9 === 4 ? '<1' : `${wave(i)}`))
    expect(found.options).toEqual({ missing: [...usual, '-200'], replace: { '<1': 0.5 } })
    expect(found.checks).toEqual({ missing: '-200 stands apart: check it', replace: '<1 is read as 0.5: check it' })
    expect(found.column.numbers!.slice(0, 5)).toEqual(Float64Array.from([Number.NaN, wave(1), wave(2), wave(3), 0.5]))
  })

  it('says why a column of units that do not go together is left out', async () => {
    expect((await guess((i) => `${i % 3 ? '$' : '€'}${wave(i)}`)).column).toMatchObject({
      numbers: undefined,
      why: 'units differ: $, €',
      odd: '€20',
    })
  })

  it('decides marks for all columns at once', async () => {
    const lines = times(40, (i) => `${german(i)};${euros(wave(i) * 30)};${1 + (i % 7)}.${100 + i}\n`).join('')
    const found = guessNumbers(await sampleOf('a.csv', bytesOf(`date;a;b\n${lines}`)))
    expect(found.optionsOf(['a', 'b'])).toEqual({ decimal: ',', thousands: '.' })
    expect(found.columns[2]!.numbers![0]).toBe(1100)
  })

  it('writes options that read every number as it was written', async () => {
    const dress = fc.record({
      marks: fc.constantFrom(['.', ','], [',', '.'], [',', ' '], ['.', "'"]) as fc.Arbitrary<['.' | ',', string]>,
      unit: fc.constantFrom('', '$', '€', '%', 'MW', '°C', 'kg'),
      minus: fc.constantFrom('-', '−', '('),
      scale: fc.constantFrom(0.37, 41.7, 3777.77),
    })
    await fc.assert(
      fc.asyncProperty(dress, async ({ marks: [decimal, thousands], unit, minus, scale }) => {
        const value = (i: number) => Math.round((wave(i) - 40) * scale * 100) / 100
        const write = (i: number) => {
          const [whole, fraction] = Math.abs(value(i)).toFixed(2).split('.')
          const body = `${whole!.replace(/\B(?=(\d{3})+$)/g, thousands)}${decimal}${fraction} ${unit}`.trim()
          return value(i) >= 0 ? body : minus === '(' ? `(${body})` : minus + body
        }
        const { options, column } = await guess(write)
        const decode = numberDecoder({ decimal: '.', thousands: '', ...options } as never)
        for (let i = 0; i < 60; i++) expect(decode(write(i)), write(i)).toBe(value(i))
        expect(column.numbers![1]).toBe(value(1))
      }),
      { numRuns: 30 },
    )
  })
})
