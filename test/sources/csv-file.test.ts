import { describe, expect, it } from 'vitest'
import { csvOptions } from '../../src/sources/csv.ts'
import { csvSource } from '../../src/sources/csv-file.ts'
import { fileOf, gather, valuesOf } from './gathered.ts'

describe('csv', () => {
  it('reads time, targets and covariates by name', async () => {
    const { observations } = await gather(fileOf('x,day,b,a\n9,2024-01-01,2,1\n'), {
      time: 'day',
      target: ['a', 'b'],
      covariates: ['x'],
    })
    expect(
      observations.map(({ time, values, covariates }) => [time, ...Array.from(values), ...Array.from(covariates)]),
    ).toEqual([[Date.UTC(2024, 0, 1), 1, 2, 9]])
  })

  it('reads semicolons and decimal commas where told to', async () => {
    const read = await gather(fileOf('tag;wert\n2024-01-01;1.234,5\n'), {
      time: 'tag',
      target: 'wert',
      delimiter: ';',
      decimal: ',',
      thousands: '.',
    })
    expect(valuesOf(read)).toEqual([1234.5])
  })

  it('takes its own example', () => {
    expect(csvOptions.safeParse(csvSource.example).success).toBe(true)
  })
})
