import { describe, expect, it } from 'vitest'
import { chooseTime } from '../../src/look/choose-time.ts'
import { chooseCovariates, possibleTargets } from '../../src/look/column-roles.ts'
import { columnsIn, csv, day, hour, times } from './table-of.ts'

async function numbersIn(text: string, by: readonly string[] = []) {
  const columns = await columnsIn(text)
  const time = chooseTime(columns)!
  const { targets, left } = possibleTargets({
    columns,
    time: time.columns,
    times: time.times,
    lines: times(columns[0]!.cells.length, (i) => i + 2),
    by,
  })
  return {
    targets: targets.map(({ name }) => name),
    left: Object.fromEntries(left.map(({ column, why }) => [column, why])),
    columns: targets,
  }
}

describe('possibleTargets', () => {
  it('leaves out years with decimals', async () => {
    const rows = times(40, (i) => [
      2000 + Math.floor(i / 12),
      (i % 12) + 1,
      (2000 + (i + 0.5) / 12).toFixed(4),
      370 + (i % 5),
    ])
    const { targets, left } = await numbersIn(csv('year,month,decimal,average', rows))
    expect([targets, left]).toEqual([['average'], { decimal: 'it follows from the time' }])
  })

  it('leaves out what describes a row, with the reason', async () => {
    const rows = times(30, (i) => [
      i + 1,
      day(i),
      1_704_067_200 + i * 86_400,
      2024,
      (i + 1) % 7,
      'rain',
      '',
      52.5,
      `x${i}`,
      5 + ((i * 7) % 11),
    ])
    const { targets, left } = await numbersIn(csv('No,date,unix,year,weekday,sky,none,lat,odd,reading', rows))
    expect(targets).toEqual(['reading'])
    expect(left).toEqual({
      No: 'a row number',
      unix: 'the same time as “date”, written another way',
      year: 'it is “2024” in every row',
      weekday: 'it follows from the time',
      sky: 'it is “rain” in every row',
      none: 'it is empty',
      lat: 'it is “52.5” in every row',
      odd: 'not numbers: “x10”',
    })
  })

  it('takes a row number or a constant if there is nothing else', async () => {
    expect(
      (
        await numbersIn(
          csv(
            'date,steps',
            times(9, (i) => [day(i), i]),
          ),
        )
      ).targets,
    ).toEqual(['steps'])
    expect(
      await numbersIn(
        csv(
          'time,rain',
          times(9, (i) => [hour(i), 0]),
        ),
      ),
    ).toMatchObject({ targets: ['rain'], left: {} })
  })

  it('takes neither keys nor columns without a name', async () => {
    const rows = times(9, (i) => [i, day(i), i % 2, 7 - i * i])
    expect((await numbersIn(csv(',date,store,value', rows), ['store'])).left).toEqual({ 'column 1': 'it has no name' })
  })

  it('forecasts a name that it does not know rather than a mark of quality', async () => {
    const rows = times(20, (i) => [day(i), i % 3, 7 + ((i * i) % 13)])
    expect(await numbersIn(csv('date,QN_9,TT_TU', rows))).toMatchObject({
      targets: ['TT_TU'],
      left: { QN_9: 'a mark of quality' },
    })
  })
})

describe('chooseCovariates', () => {
  const others = async (header: string, targets: string[], prices = false) => {
    const names = header.split(',')
    const { columns } = await numbersIn(
      csv(
        `date,${header}`,
        times(20, (i) => [day(i), ...names.map((_, k) => (i * (k + 3)) % 17)]),
      ),
    )
    const { targets: kept, left } = chooseCovariates(columns, targets, prices)
    return {
      kept: kept.map(({ name }) => name).sort(),
      left: Object.fromEntries(left.map(({ column, why }) => [column, why])),
    }
  }

  it('keeps up to six numbers', async () => {
    expect(await others('sales,wind,rain', ['sales'])).toEqual({ kept: ['rain', 'wind'], left: {} })
    const { kept, left } = await others('sales,aa,bb,cc,dd,ee,ff,gg', ['sales'])
    expect([kept, left.aa]).toEqual([[], 'one of 7 other numbers: name some with --covariates'])
  })

  it('leaves out the prices of the same bar, and everything beside prices by trading day', async () => {
    expect(await others('Open,Close,Volume', ['Close'])).toEqual({
      kept: ['Volume'],
      left: { Open: 'a price of the same bar' },
    })
    expect(await others('Price,Open,High,Volume', ['Price'])).toMatchObject({ kept: ['Volume'] })
    expect((await others('Open,Close,Volume', ['Close'], true)).left.Volume).toBe(
      'numbers of the same day do not help to forecast a price',
    )
  })

  it('names other series of the same kind', async () => {
    const { kept, left } = await others('station_1,station_2,wind', ['station_1'])
    expect([kept, left]).toEqual([['wind'], { station_2: 'a series like the target; --target names it' }])
  })
})
