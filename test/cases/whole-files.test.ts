import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerTo, dayText, inputOf, made, noise } from './answer.ts'

/** Day numbers of 2013-01-01 and 2010-01-04, a Monday. */
const in2013 = 15_706
const in2010 = 14_613
const weekday = (count: number) => (count + 4) % 7
const days = (count: number) => Array.from({ length: count }, (_, i) => i)
const workdays = (count: number) =>
  days(2 * count)
    .filter((day) => weekday(in2010 + day) % 6 !== 0)
    .slice(0, count)

describe('several series in a file', () => {
  it('differ by one column, also if the file is sorted by it', async () => {
    const random = noise(1)
    const rows = ['A1', 'B2'].flatMap((item) =>
      days(900).map((k) => `${item},${dayText(in2013 + k)},${Math.round((item === 'A1' ? 20 : 90) + 4 * random())}`),
    )
    const { time, targets, by, rows: account, next } = await answerTo(made('items.csv', ['item,ds,y', ...rows]))
    expect({ time, targets, by }).toEqual({ time: 'ds', targets: ['y'], by: ['item'] })
    expect(account).toMatchObject({ accepted: 1800, rejected: 0, skipped: 0 })
    const [a, b] = ['A1', 'B2'].map((item) => next.filter((one) => one.item === item))
    expect([a!.length, b!.length]).toEqual([7, 7])
    expect(Object.keys(a![0]!)[0]).toBe('item')
    for (const one of a!) expect(Math.abs(one.forecast - 20)).toBeLessThan(5)
    for (const one of b!) expect(Math.abs(one.forecast - 90)).toBeLessThan(5)
  })

  it('differ by two columns together', async () => {
    const { by, targets, rows, next } = await answerTo(inputOf('panel-of-two-keys/sales.csv'))
    expect({ by, targets }).toEqual({ by: ['store', 'item'], targets: ['sales'] })
    expect(rows).toMatchObject({ accepted: 28, rejected: 0, skipped: 0 })
    expect(new Set(next.map(({ store, item }) => `${store} ${item}`)).size).toBe(4)
  })

  it('in quotes', async () => {
    const { by, next } = await answerTo(inputOf('remedy-fails-on-quoted-cells/prices.csv'))
    expect(by).toEqual(['stock'])
    expect([...new Set(next.map(({ stock }) => stock))]).toEqual(['AAA', 'BBB'])
  })

  it('are counted over the whole file, and one can be taken alone', async () => {
    const rows = days(20).flatMap((country) =>
      days(120).map(
        (i) =>
          `${1980 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01,C${country},${1 + country + ((i * 7) % 13) / 100}`,
      ),
    )
    const path = made('rates.csv', ['Date,Country,Rate', ...rows])
    const all = await answerTo(path, '--horizon', '2')
    expect([all.by, new Set(all.next.map(({ Country }) => Country)).size]).toEqual([['Country'], 20])
    const one = await answerTo(path, '--where', 'Country=C7', '--horizon', '2')
    expect(one.next.map(({ forecast }) => Math.round(forecast))).toEqual([8, 8])
  })

  it('in a stream of devices', async () => {
    const { by, rows, next } = await answerTo(inputOf('many-devices-in-one-live-stream/devices.ndjson'))
    expect(by).toEqual(['device'])
    expect(rows).toMatchObject({ accepted: 28, skipped: 0 })
    const means = ['a', 'b'].map((device) => next.find((one) => one.device === device)!.forecast)
    expect(Math.abs(means[0]! - 20)).toBeLessThan(3)
    expect(Math.abs(means[1]! - 70)).toBeLessThan(3)
  })

  it('as two tables of one file', async () => {
    const { by, rows, next } = await answerTo(inputOf('lines-before-the-header/influx-two-tables.csv'))
    expect(by).toHaveLength(1)
    expect(rows).toMatchObject({ rejected: 0 })
    expect(next.some(({ forecast }) => Math.abs(forecast - 20) < 3)).toBe(true)
    expect(next.some(({ forecast }) => Math.abs(forecast - 41) < 4)).toBe(true)
  })

  it('are not seen in repeated rows', async () => {
    const { by, notes } = await answerTo(inputOf('init-guesses-wrongly/repeated.csv'))
    expect(by).toEqual([])
    expect(notes.join('\n')).toMatch(/3 rows repeat a time/)
  })

  it('that nothing tells apart are refused with a command that adds them up', async () => {
    const { code, error } = await answerTo(inputOf('transaction-log/tills.csv'))
    expect(code).toBe(1)
    expect(error).toMatch(/add them up: rxcast forecast \S+ --target Total --sum 1d$/)
    const added = await answerTo(inputOf('transaction-log/tills.csv'), '--target', 'Total', '--sum', '1d')
    expect([added.code, added.cadence]).toEqual([0, '1d'])
  })
})

describe('a calendar', () => {
  const dates = (next: readonly { readonly time: string }[]) => next.map(({ time }) => time.slice(0, 10))

  it('of month ends stays at month ends', async () => {
    const { next } = await answerTo(inputOf('month-end-dates-drift/monthly.csv'), '--horizon', '12')
    expect(dates(next).slice(0, 3)).toEqual(['2021-03-31', '2021-04-30', '2021-05-31'])
    expect(dates(next).at(-1)).toBe('2022-02-28')
  })

  it('of the last trading day of each month has twelve steps a year', async () => {
    const { next, rows } = await answerTo(inputOf('last-trading-day-of-month/index.csv'))
    expect(rows).toMatchObject({ accepted: 28, rejected: 0, skipped: 0 })
    expect(next).toHaveLength(12)
    expect(
      dates(next)
        .map((date) => date.slice(0, 7))
        .slice(0, 3),
    ).toEqual(['2017-05', '2017-06', '2017-07'])
    for (const date of dates(next)) expect(new Date(date).getUTCDay() % 6, date).not.toBe(0)
  })

  it.each([
    ['closed-sundays.csv', [1, 2, 3, 4, 5, 6]],
    ['fx-with-sundays.csv', [0, 1, 2, 3, 4, 5]],
    ['one-saturday.csv', [1, 2, 3, 4, 5]],
    ['offset-plus-nine.csv', [1, 2, 3, 4, 5]],
  ])('of the weekdays that the rows have: %s', async (file, weekdays) => {
    const { next, rows } = await answerTo(inputOf(`weekends-imputed/${file}`), '--horizon', '14')
    expect(rows).toMatchObject({ rejected: 0, filled: 0 })
    for (const date of dates(next)) expect(weekdays, date).toContain(new Date(date).getUTCDay())
    if (file.startsWith('offset')) expect(next[0]!.time).toMatch(/T00:00:00.*\+09:00$/)
  })

  it.each(['bars.csv', 'shop-hours.csv'])('of hours that the rows have: %s', async (file) => {
    const path = inputOf(`trading-sessions/${file}`)
    const hours = new Set(readFileSync(path, 'utf8').match(/\d\d:\d\d:00/g))
    const { next, rows } = await answerTo(path, '--horizon', '24')
    expect(rows).toMatchObject({ rejected: 0, filled: 0 })
    for (const { time } of next) {
      expect(hours, time).toContain(`${time.slice(11, 16)}:00`)
      if (file === 'bars.csv') expect(new Date(time).getUTCDay() % 6, time).not.toBe(0)
    }
  })
})

describe('what only the whole file shows', () => {
  it('does not become a fixed scale: rates that fall below zero', async () => {
    const random = noise(6)
    const rows = workdays(1500).map(
      (day, n) => `${dayText(in2010 + day)},${(2 - 0.0022 * n + 0.02 * random()).toFixed(3)}`,
    )
    const { cadence, next } = await answerTo(made('euribor.csv', ['Date,Rate', ...rows]))
    expect(cadence).toBe('1bd')
    for (const { forecast, lower_95, upper_95 } of next) {
      expect(Math.abs(forecast + 1.3)).toBeLessThan(0.1)
      expect(lower_95!).toBeLessThan(-1.2)
      expect(upper_95!).toBeGreaterThan(-1.4)
    }
  })

  it('sets the season: a week, if the week rules', async () => {
    const random = noise(3)
    const rows = days(800).map((k) => {
      const day = weekday(in2013 + k)
      const open =
        5000 + (day === 1 ? 800 : 0) - (day === 6 ? 900 : 0) + 600 * Math.sin((k / 365) * 6.28) + 300 * random()
      return `${dayText(in2013 + k)},${day === 0 ? 0 : Math.round(open)}`
    })
    const { seasons, next } = await answerTo(made('shop.csv', ['Date,Sales', ...rows]))
    expect(seasons[0]).toBe(7)
    const sunday = next.find(({ time }) => new Date(time).getUTCDay() === 0)!
    expect(Math.abs(sunday.forecast)).toBeLessThan(800)
  })

  it('finds a target that begins to change late', async () => {
    const rows = days(1000).map(
      (i) => `${dayText(17_532 + i)},${i < 820 ? 0 : Math.round(20 + 5 * Math.sin((i / 7) * 6.283))}`,
    )
    const { targets, next } = await answerTo(made('newproduct.csv', ['date,sales', ...rows]))
    expect(targets).toEqual(['sales'])
    expect(next[0]!.forecast).toBeGreaterThan(10)
  })

  it('marks values that stand apart as missing', async () => {
    const { rows, next, notes } = await answerTo(inputOf('marks-of-missing-values/sentinel.csv'))
    expect(rows.imputed).toBeGreaterThan(0)
    expect(next[0]!.forecast).toBeGreaterThan(20)
    expect(notes.join('\n')).toMatch(/-200/)
  })

  it('reads every word among numbers as missing', async () => {
    const { targets, rows, by } = await answerTo(inputOf('marks-of-missing-values/homeassistant.csv'))
    expect({ targets, by }).toEqual({ targets: ['state'], by: [] })
    expect(rows).toMatchObject({ rejected: 0, skipped: 0 })
    expect(rows.imputed).toBeGreaterThan(3)
  })
})

describe('targets by name', () => {
  it.each([
    ['timestamp,1. open,2. high,3. low,4. close,5. volume', '4. close'],
    ['Date,Store,Temperature,Fuel_Price,Weekly_Sales', 'Weekly_Sales'],
    ['datetime,season,holiday,temp,humidity,cnt', 'cnt'],
    ['Date,Open,High,Low,Close,Adj Close,Volume', 'Close'],
    ['Datum,Filiale,Umsatz in EUR', 'Umsatz in EUR'],
  ])('%s', async (header, target) => {
    const random = noise(9)
    const count = header.split(',').length
    const rows = days(40).map((i) =>
      [
        dayText(in2013 + i),
        ...days(count - 1).map((k) =>
          header.split(',')[k + 1]! === 'Store' ? 1 : (50 + 10 * k + 5 * random()).toFixed(2),
        ),
      ].join(','),
    )
    const { targets } = await answerTo(made('target.csv', [header, ...rows]))
    expect(targets).toEqual([target])
  })

  it('leaves out the prices of the same bar, second clocks and row numbers, and says why', async () => {
    const { left } = await answerTo(inputOf('second-clock-as-covariate/btc.csv'))
    expect(left.map(({ column }) => column)).toContain('unix')
    const prices = await answerTo(inputOf('target-by-name/prefix.csv'))
    expect(prices.left.map(({ column }) => column)).toEqual(
      expect.arrayContaining(['AAPL.Open', 'AAPL.High', 'AAPL.Low']),
    )
  })
})
