import { execSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { bytesOf } from './bytes-of.ts'
import { csv, day, times } from './table-of.ts'

const refusal = async (text: string) => {
  try {
    await lookAt('a.csv', bytesOf(text))
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

/** What the command of the refusal prints. */
async function turned(text: string): Promise<string[]> {
  const command = / (node -e .*) < a\.csv \| rxcast forecast -$/.exec(await refusal(text))![1]!
  return execSync(command, { input: text, encoding: 'utf8' }).trim().split('\n')
}

describe('refuseWide', () => {
  it('turns dates across the columns into rows, whatever places are beside them', async () => {
    const header = `Province/State,Country,Lat,Long,${times(9, (i) => `1/${i + 3}/22`)}`
    const rows = ['Albania', '"Korea, South"', 'Chad'].map(
      (name, i) => `,${name},4${i}.1,1${i}.2,${times(9, (j) => i + j)}`,
    )
    const lines = await turned([header, ...rows].join('\n'))
    expect([lines.length, lines[0], lines[1], lines[10]]).toEqual([
      28,
      'Country,time,value',
      'Albania,1/3/22,0',
      '"Korea, South",1/3/22,1',
    ])
    expect(await refusal([header, ...rows].join('\n'))).toContain(
      'got times across the columns, from “1/3/22” to “1/11/22”',
    )
  })

  it('turns months and hours across the columns into rows', async () => {
    const months = 'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec'
    const years = times(6, (i) => `${2005 + i},${times(12, (j) => i + j)}`)
    const monthly = await turned([`Year,${months}`, ...years].join('\n'))
    expect([monthly.length, monthly[1], monthly[12]]).toEqual([73, '2005-01,0', '2005-12,11'])
    const days = times(6, (i) => `${day(i)};${times(24, (j) => i + j).join(';')}`)
    const hourly = await turned([`Date;${times(24, (i) => `H${i + 1}`).join(';')}`, ...days].join('\n'))
    expect([hourly[0], hourly[1], hourly[24]]).toEqual(['time;value', `${day(0)} 00:00;0`, `${day(0)} 23:00;23`])
  })

  it('puts a column of months beside years together with them', async () => {
    const names = ['Jan', 'Feb', 'Mar', 'Apr']
    const lines = await turned(
      ['Month,2019,2020,2021,2022', ...names.map((name, i) => `${name},${i},1,2,3`)].join('\n'),
    )
    expect(lines.slice(0, 2)).toEqual(['time,value', '2019 Jan,0'])
  })

  it('numbers the steps of series without times', async () => {
    const names = times(25, (i) => `V${i + 1}`).join(',')
    const lines = await turned([names, ...times(4, (i) => `Y${i},${times(24, (j) => i * j)}`)].join('\n'))
    expect([lines[0], lines[2]]).toEqual(['V1,time,value', 'Y0,2024-01-03,0'])
  })

  it('leaves tables alone that have a column of dates', async () => {
    const rows = times(30, (i) => [day(i), i % 7, i % 5, i % 3, i])
    expect(await refusal(csv('date,2019,2020,2021,2022', rows))).toBe('')
    expect(await refusal(csv('date,H1,H2,H3,y', rows))).toBe('')
  })
})
