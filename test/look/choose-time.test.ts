import { describe, expect, it } from 'vitest'
import { choiceOf, chooseTime } from '../../src/look/choose-time.ts'
import { columnsIn, csv, day, hour, times } from './table-of.ts'

const chosen = async (text: string) => chooseTime(await columnsIn(text))?.columns

describe('chooseTime', () => {
  it('takes the column whose times differ from row to row', async () => {
    const rows = times(30, (i) => [hour(i - (i % 7)), hour(i), i])
    expect(await chosen(csv('received_at,measured_at,temp', rows))).toEqual(['measured_at'])
  })

  it('takes text before a count of the same times, and a usual name before another', async () => {
    const rows = times(30, (i) => [1_704_067_200 + i * 86_400, day(i), i])
    expect(await chosen(csv('timestamp,date,close', rows))).toEqual(['date'])
    expect(
      await chosen(
        csv(
          'closing,date,y',
          times(9, (i) => [day(i + 400), day(i), i]),
        ),
      ),
    ).toEqual(['date'])
  })

  it('ignores a column that holds the same time in every row', async () => {
    expect(
      await chosen(
        csv(
          '_start,_time,_value',
          times(9, (i) => [day(0), hour(i), i]),
        ),
      ),
    ).toEqual(['_time'])
  })

  it('needs no second column if the first tells all rows apart', async () => {
    expect(
      await chosen(
        csv(
          'Date,Time,y',
          times(9, (i) => [day(i), '16:00', i]),
        ),
      ),
    ).toEqual(['Date'])
  })

  it('does not take the number of an order for a year and a month', async () => {
    const rows = times(20, (i) => [`${100 + i * 7}-${10 + i}`, i, `${(i % 9) + 1}/5/2019`, `1${i % 8}:55`])
    expect(await chosen(csv('Invoice,Total,Date,Time', rows))).toEqual(['Date', 'Time'])
  })

  it('joins a date and hours with minutes, without zeros before them', async () => {
    const rows = times(96, (i) => ['20240103', Math.floor(i / 4) * 100 + (i % 4) * 15, i])
    const choice = chooseTime(await columnsIn(csv('date,hhmm,y', rows)))!
    expect(choice.columns).toEqual(['date', 'hhmm'])
    expect(choice.times).toEqual(times(96, (i) => Date.UTC(2024, 0, 3, 0, i * 15)))
  })

  it('joins a year and the name of a month in other languages', async () => {
    const names = 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ')
    const rows = times(24, (i) => [2020 + Math.floor(i / 12), names[i % 12]!, i])
    expect(await chosen(csv('ano,mês,y', rows))).toEqual(['ano', 'mês'])
  })

  it('finds counts since 1970 without a name', async () => {
    expect(
      await chosen(
        csv(
          'column1,column2',
          times(9, (i) => [1_499_040_000_000 + i * 864e5, i]),
        ),
      ),
    ).toEqual(['column1'])
    expect(
      await chosen(
        csv(
          'column1,column2',
          times(9, (i) => [9_499_040_000 - i * 864, i]),
        ),
      ),
    ).toBeUndefined()
  })

  it('joins the parts of a time in several columns', async () => {
    const rows = times(60, (i) => [2024, 1, 1 + Math.floor(i / 24), i % 24, i])
    expect(await chosen(csv('year,month,day,hour,y', rows))).toEqual(['year', 'month', 'day', 'hour'])
    expect(await chosen(csv('YEAR,MO,DY,HR,T2M', rows))).toEqual(['YEAR', 'MO', 'DY', 'HR'])
    expect(await chosen(csv('YY,MM,DD,hh,y', rows))).toEqual(['YY', 'MM', 'DD', 'hh'])
    const clock = times(60, (i) => [day(Math.floor(i / 24)), `${String(i % 24).padStart(2, '0')}:00:00`, i])
    expect(await chosen(csv('<DATE>,<TIME>,y', clock))).toEqual(['<DATE>', '<TIME>'])
    const ending = times(60, (i) => [day(Math.floor(i / 24)), (i % 24) + 1, i])
    expect(await chosen(csv('date,hour,load', ending))).toEqual(['date', 'hour'])
    expect(
      await chosen(
        csv(
          'Year,Month,y',
          times(30, (i) => [2020 + Math.floor(i / 12), (i % 12) + 1, i]),
        ),
      ),
    ).toEqual(['Year', 'Month'])
  })

  it('finds no time among words and numbers', async () => {
    expect(
      await chosen(
        csv(
          'name,y',
          times(9, (i) => ['x', i]),
        ),
      ),
    ).toBeUndefined()
  })
})

it('reads the times of a column that is named', async () => {
  const columns = await columnsIn(
    csv(
      'a,b',
      times(5, (i) => [day(i), i]),
    ),
  )
  expect(choiceOf([columns[0]!])).toMatchObject({
    columns: ['a'],
    times: [Date.UTC(2024, 0, 1), expect.anything(), expect.anything(), expect.anything(), expect.anything()],
  })
  expect(choiceOf([columns[1]!])).toBeUndefined()
})
