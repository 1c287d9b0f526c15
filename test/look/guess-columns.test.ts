import { describe, expect, it } from 'vitest'
import { type Guess, guessColumns } from '../../src/look/guess-columns.ts'

const days = (count: number, row: (i: number) => string[]) =>
  Array.from({ length: count }, (_, i) => [new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10), ...row(i)])

describe('guessColumns', () => {
  it('finds the time, the target by its name, and the other numbers', () => {
    const rows = days(20, (i) => [String(i % 3), 'rain', String(10 + (i % 5)), 'x'])
    expect(guessColumns(['date', 'wind', 'weather', 'temp_max', 'note'], rows, ',')).toEqual({
      time: 'date',
      clock: 'iso',
      target: 'temp_max',
      others: ['wind'],
      decimal: '.',
      cadence: '1d',
      positive: true,
      missing: [],
      order: { direction: 'rising', repeated: 0 },
    })
  })

  it('takes the first number that changes if no name is recognized', () => {
    const rows = days(10, (i) => ['7', String(-i), String(i * i)])
    const guess = guessColumns(['day', 'station', 'a', 'b'], rows, ',') as Guess
    expect([guess.target, guess.others, guess.positive]).toEqual(['a', ['b'], false])
  })

  it('takes whole numbers for times only if the name of their column suggests it', () => {
    const rows = Array.from({ length: 10 }, (_, i) => [String(1_700_000_000 + i * 3600), String(i)])
    expect(guessColumns(['timestamp', 'y'], rows, ',')).toMatchObject({ time: 'timestamp', clock: 's', cadence: '1h' })
    expect(guessColumns(['id', 'y'], rows, ',')).toBe(
      'expected a column of times such as 2024-02-29 or 2024-02-29T13:45Z, got id, y',
    )
    const milliseconds = rows.map(([time, y]) => [`${time}000`, y!])
    expect(guessColumns(['ts', 'y'], milliseconds, ',')).toMatchObject({ clock: 'ms', cadence: '1h' })
  })

  it('recognizes months and business days', () => {
    const months = Array.from({ length: 24 }, (_, i) => [
      `${2000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
      String(i),
    ])
    expect(guessColumns(['month', 'passengers'], months, ',')).toMatchObject({ cadence: '1mo' })
    const weekdays = days(60, (i) => [String(i + 1)]).filter(([date]) => new Date(date!).getUTCDay() % 6 !== 0)
    expect(guessColumns(['date', 'close'], weekdays, ',')).toMatchObject({ cadence: '1bd' })
  })

  it('recognizes decimal commas if commas are not the delimiter', () => {
    expect(
      guessColumns(
        ['date', 'wert'],
        days(9, (i) => [`1${i},5`]),
        ';',
      ),
    ).toMatchObject({ decimal: ',', target: 'wert' })
  })

  it('tolerates a tenth of errors and any number of empty cells', () => {
    const rows = days(20, (i) => [i === 3 ? 'oops' : i % 2 === 0 ? '' : String(i)])
    expect(guessColumns(['date', 'value'], rows, ',')).toMatchObject({ target: 'value', cadence: '1d' })
  })

  it('omits columns whose names are not distinct', () => {
    const rows = days(9, (i) => [String(i), String(i * i), String(-i), String(i % 4)])
    const guess = guessColumns(['date', '', 'value', 'value', 'wind'], rows, ',') as Guess
    expect([guess.target, guess.others]).toEqual(['wind', []])
  })

  it('finds texts that represent missing values, and treats the column as numeric', () => {
    const rows = days(20, (i) => [i % 4 === 0 ? 'N/A' : i % 4 === 1 ? '-' : i % 4 === 2 ? '' : String(i), 'none'])
    expect(guessColumns(['date', 'value', 'note'], rows, ',')).toMatchObject({ target: 'value', missing: ['-', 'n/a'] })
  })

  it('does not mistake a row of values for a header', () => {
    expect(
      guessColumns(
        ['2023-12-31', '7'],
        days(9, (i) => [String(i)]),
        ',',
      ),
    ).toBe('expected names of columns in the first line, got values: 2023-12-31, 7')
  })

  it('reports that there is nothing to forecast', () => {
    expect(
      guessColumns(
        ['date', 'word'],
        days(9, () => ['x']),
        ',',
      ),
    ).toBe('expected a column of numbers that change beside "date", got date, word')
  })

  it('names the option that would read the numbers of a column', () => {
    const rows = days(9, (i) => ['x', i < 3 ? '999' : `${i},234,567`])
    expect(guessColumns(['date', 'word', 'sales'], rows, ',')).toBe(
      'expected a column of numbers that change beside "date", got 3,234,567 in "sales"; set thousands to ","',
    )
  })
})
