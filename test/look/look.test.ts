import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { bytesOf } from './bytes-of.ts'
import { csv, day, hour, times } from './table-of.ts'

describe('lookAt', () => {
  it('writes down what a run needs, as options of a source', async () => {
    const text = csv(
      'date,wind,temp_max',
      times(30, (i) => [day(i), i % 3, 10 + (i % 5)]),
    )
    expect(await lookAt('a.csv', bytesOf(text))).toMatchObject({
      source: { csv: { path: 'a.csv', time: 'date', target: 'temp_max', covariates: ['wind'] } },
      time: ['date'],
      targets: ['temp_max'],
      cadence: '1d',
      rows: 30,
      series: 1,
    })
  })
})

describe('lookAt, on empty cells of a target', () => {
  const value = (i: number) => 10 + (i % 7) + ((i * i) % 3) / 10

  it('forecasts the other targets if one is empty, and refuses only empty ones', async () => {
    const text = csv(
      'date,none,temp',
      times(60, (i) => [day(i), '', value(i)]),
    )
    const { notes, seasons, targets } = await lookAt('a.csv', bytesOf(text), { targets: ['none', 'temp'] })
    expect([targets, seasons, notes]).toEqual([['none', 'temp'], [7], []])
    await expect(lookAt('a.csv', bytesOf(text), { targets: ['none'] })).rejects.toThrow('got empty cells')
  })

  it('reads to the last row after an outage, but not days to come of which something is known', async () => {
    const rows = (promo: boolean) => times(60, (i) => [day(i), i < 50 ? value(i) : '', promo ? Number(i % 5 === 0) : 7])
    const outage = await lookAt('a.csv', bytesOf(csv('date,sales,promo', rows(false))))
    expect(outage.source).not.toHaveProperty('csv.until')
    expect(outage.notes).toEqual(['10 rows after 2024-02-19 have no sales: forecasts begin after them'])
    const { checks, covariates, known, source } = await lookAt('a.csv', bytesOf(csv('date,sales,promo', rows(true))))
    expect([covariates, known, Object.keys(checks)]).toEqual([[], ['promo'], ['known']])
    expect(source).toHaveProperty('csv.known', ['promo'])
    expect(source).not.toHaveProperty('csv.until')
  })

  it('reads rows to come for what is known ahead only, and none dated far ahead', async () => {
    const plan = (i: number) => [day(i), i < 50 ? value(i) : '', Number(i % 5 === 0), i < 50 ? i % 3 : '']
    const text = csv('date,sales,promo,wind', [...times(60, plan), '2099-01-01,1,1,1'])
    expect(await lookAt('a.csv', bytesOf(text))).toMatchObject({
      source: { csv: { covariates: ['wind'], known: ['promo'], until: '2024-02-29T00:00:00.000Z' } },
    })
    // What the user names as a covariate is one.
    const named = await lookAt('a.csv', bytesOf(csv('date,sales,promo,wind', times(60, plan))), {
      covariates: ['promo'],
    })
    expect(named.known).toEqual([])
    expect(named.source).toHaveProperty('csv.until', '2024-02-19T00:00:00.000Z')
  })
})

describe('lookAt, on rows that several series share', () => {
  const shops = times(40, (i) => [day(i >> 1), i % 2 ? 'Oslo' : 'Rome', 5 + ((i * 7) % 11)])
  const log = times(60, (i) => [day((i * 7) % 20), i + 100, 3 + ((i * i) % 7)])

  it('finds the key, and writes it down', async () => {
    expect(await lookAt('a.csv', bytesOf(csv('date,shop,sold', shops)))).toMatchObject({
      source: { csv: { target: 'sold', by: 'shop' } },
      by: ['shop'],
      series: 2,
      notes: ['“shop” tells 2 series apart'],
    })
  })

  it('takes a number that tells series apart for a key, not for the target', async () => {
    const rows = times(60, (i) => [day(Math.floor(i / 3)), i % 3, 5 + ((i * 7) % 11) / 2])
    expect(await lookAt('a.csv', bytesOf(csv('date,k,v', rows)))).toMatchObject({
      by: ['k'],
      targets: ['v'],
      series: 3,
    })
  })

  it('takes the only column of numbers for the target, not for a key', async () => {
    const rows = times(60, (i) => [2000 + (i % 10), ['Jan', 'Feb'][i % 2]!, 100 + (i % 12)])
    await expect(lookAt('a.csv', bytesOf(csv('year,month,fires', rows)))).rejects.toThrow('expected one row for each')
  })

  it('refuses a single row, also if it is the only one that is chosen', async () => {
    await expect(lookAt('a.csv', bytesOf('date,y\n2024-01-01,5\n'))).rejects.toThrow(
      'got one row, at 2024-01-01T00:00:00.000Z: the step to the next is not known',
    )
    const text = csv('date,shop,y', [...times(9, (i) => [day(i), 'a', i * i]), [day(3), 'b', 4]])
    await expect(lookAt('a.csv', bytesOf(text), { rows: { where: { shop: 'b' } } })).rejects.toThrow('got one row')
  })

  it('refuses a log of events with a command that adds them up, and the command works', async () => {
    const look = lookAt('a.csv', bytesOf(csv('date,no,sold', log)))
    await expect(look).rejects.toThrow(
      'no column that tells them apart; add them up: rxcast forecast a.csv --target sold --sum 1d',
    )
    const added = await lookAt('a.csv', bytesOf(csv('date,no,sold', log)), { targets: ['sold'], rows: { sum: '1d' } })
    expect(added).toMatchObject({ source: { csv: { sum: '1d', target: 'sold' } }, cadence: '1d', series: 1, by: [] })
  })

  it('refuses single events at any time and in no order', async () => {
    const rows = times(40, (i) => [
      `1/${((i * 17) % 28) + 1}/2019`,
      `1${i % 8}:${10 + ((i * 7) % 49)}`,
      3 + ((i * i) % 7),
    ])
    await expect(lookAt('a.csv', bytesOf(csv('Date,Time,Total', rows)))).rejects.toThrow(
      'got single events in no order by “Date Time”',
    )
  })

  it('does what the user says', async () => {
    const text = csv(
      'date,shop,sold,other',
      shops.map((row, i) => [...row, i % 4]),
    )
    expect(
      await lookAt('a.csv', bytesOf(text), {
        targets: ['other'],
        by: [],
        covariates: ['sold'],
        cadence: '1w',
        rows: { where: { shop: 'Oslo' } },
      }),
    ).toMatchObject({
      targets: ['other'],
      by: [],
      covariates: ['sold'],
      cadence: '1w',
      source: { csv: { where: { shop: 'Oslo' } } },
    })
    expect(await lookAt('a.csv', bytesOf(text), { rows: { zone: 'Europe/Berlin' } })).toMatchObject({
      source: { csv: { zone: 'Europe/Berlin' } },
    })
    await expect(lookAt('a.csv', bytesOf(text), { targets: ['shop'], outcome: false })).rejects.toThrow(
      'expected numbers in “shop”, got “Rome”',
    )
    await expect(lookAt('a.csv', bytesOf(text), { by: ['shp'] })).rejects.toThrow(
      'expected a column of the file, got "shp"; did you mean "shop"?',
    )
  })
})

describe('lookAt, on rows in any order', () => {
  it('sorts them, and says so', async () => {
    const text = csv(
      'date,y',
      times(30, (i) => [day(29 - i), i]),
    )
    expect(await lookAt('a.csv', bytesOf(text))).toMatchObject({
      source: { csv: { sort: true } },
      notes: ['the newest row comes first: rows are sorted by time'],
    })
  })

  it('keeps the first of rows that repeat a time, if they are few', async () => {
    const hours = times(30, (i) => [hour(i), 1000 + i, 'mist'])
    const text = csv(
      'time,traffic,sky',
      hours.flatMap((row, i) => (i % 10 === 4 ? [row, [row[0]!, row[1]!, 'rain']] : [row])),
    )
    expect(await lookAt('a.csv', bytesOf(text))).toMatchObject({
      targets: ['traffic'],
      by: [],
      notes: ['3 rows repeat a time: the first is kept'],
    })
  })
})
