import { describe, expect, it } from 'vitest'
import { csvSource } from '../../src/sources/csv.ts'
import { RowDecoder } from '../../src/sources/row-decoder.ts'

const columns = {
  time: ['day'],
  targets: ['weather'],
  covariates: ['wind'],
  clock: 'iso',
  zone: 'UTC',
  missing: ['', 'n/a'],
  decimal: '.',
  thousands: '',
  classes: { weather: ['sun', 'light rain', '3'] },
} as const
const decode = (weather: string) =>
  new RowDecoder('a.csv', 1, ['day', 'weather', 'wind'], columns).decode(['2024-01-02', weather, '4'], {
    file: 'a.csv',
    line: 2,
  })
const problems = (options: object) =>
  csvSource.argument
    .safeParse({ path: 'a.csv', time: 't', target: 'x', ...options })
    .error?.issues.map(({ message }) => message)

describe('columns of classes', () => {
  it('are read as the positions of their words, and missing ones as missing', () => {
    for (const [text, value] of [
      ['sun', 0],
      [' light rain ', 1],
      ['3', 2],
      ['', Number.NaN],
      ['N/A', Number.NaN],
    ] as const)
      expect(decode(text)).toMatchObject({ values: [value], covariates: [4] })
  })

  it('reject a word that is not one of theirs', () => {
    expect(decode('hail')).toMatchObject({
      column: 'weather',
      place: { line: 2 },
      reason: 'expected one of sun, light rain, 3, got "hail"; correct the cell, or add it to classes or missing',
    })
  })

  it('are targets or covariates, with 2 to 20 words that differ', () => {
    expect(problems({ classes: { x: ['a', 'b'] } })).toBeUndefined()
    expect(problems({ classes: { y: ['a', 'b'] } })).toEqual(['a target or covariate: x'])
    expect(problems({ classes: { x: ['a', 'a'] } })).toEqual(['words that differ'])
    expect(problems({ classes: { x: ['a'] } })).toHaveLength(1)
    expect(problems({ classes: { x: [' a', 'b'] } })).toEqual(['a word without spaces around it'])
  })
})
