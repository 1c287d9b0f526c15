import { describe, expect, it } from 'vitest'
import { inOrderOfTime } from '../../src/simulate/in-order-of-time.ts'

const row = (key: string, time: number) => ({ key, time })
const sent = (rows: readonly { key: string; time: number }[]) =>
  inOrderOfTime(rows).map(({ key, time, due }) => `${key}${time}@${due}`)

describe('inOrderOfTime', () => {
  it('mixes series that come one after the other in the file', () => {
    expect(sent([row('a', 1), row('a', 3), row('b', 1), row('b', 2)])).toEqual(['a1@1', 'b1@1', 'b2@2', 'a3@3'])
  })

  it('sends a late row right after the row before it, and one without a time as well', () => {
    expect(sent([row('a', 1), row('a', 5), row('a', 2), row('a', Number.NaN), row('a', 6)])).toEqual([
      'a1@1',
      'a5@5',
      'a2@5',
      'aNaN@5',
      'a6@6',
    ])
  })

  it('turns a file round whose newest rows come first', () => {
    expect(sent([row('', 3), row('', 2), row('', 1)])).toEqual(['1@1', '2@2', '3@3'])
  })

  it('sends a row without a time first with the first row that has one', () => {
    expect(sent([row('', Number.NaN), row('', 7)])).toEqual(['NaN@7', '7@7'])
    expect(sent([])).toEqual([])
  })
})
