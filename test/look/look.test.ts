import { describe, expect, it } from 'vitest'
import { lookAt } from '../../src/look/look.ts'
import { bytesOf } from './bytes-of.ts'

const days = (count: number, row: (i: number) => string) =>
  Array.from(
    { length: count },
    (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${row(i)}\n`,
  )

describe('lookAt', () => {
  it('writes down what a run needs, as options of a source', async () => {
    const text = `date,wind,temp_max\n${days(30, (i) => `${i % 3},${10 + (i % 5)}`).join('')}`
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
