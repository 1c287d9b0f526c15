import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { csvOptions, csvText } from '../../src/sources/csv-text.ts'
import { lastTimes, type OtherRow, whatIf } from '../../src/sources/what-if.ts'

const day = 86_400_000
const row = { place: { file: 'other.csv', line: 2 }, raw: '' }

const sourceOf = (lines: readonly string[], more: object = {}) =>
  csvText(csvOptions.parse({ path: 'a.csv', time: 'time', target: 'x', known: 'price', clock: 'ms', ...more }), {
    strict: false,
    open: () =>
      Object.assign(
        (async function* () {
          yield `${lines.join('\n')}\n`
        })(),
        { repeatable: true, bytesRead: 0, bytesTotal: undefined, fraction: undefined },
      ) as never,
  })

async function observations(source: ReturnType<typeof sourceOf>) {
  const all: Observation[] = []
  for await (const batch of source.open(new Ledger(), new AbortController().signal).batches) all.push(...batch)
  return all.map(({ future, issued, known, time, values }) => [
    time / day,
    values[0],
    known![0],
    ...(future ? ['future', issued === undefined ? undefined : issued / day] : []),
  ])
}

const price = (time: number, value: number): OtherRow => ({ time: time * day, known: Float64Array.of(value), row })

describe('lastTimes', () => {
  it('are those of the last rows of each series that are not of the future', async () => {
    const rows = [`0,a,1,2`, `0,b,1,2`, `${day},a,,2`, `${day},b,3,2`, `${2 * day},a,,2`]
    const times = await lastTimes(sourceOf(['time,key,x,price', ...rows], { by: 'key' }))
    expect([...times]).toEqual([
      ['a', day],
      ['b', day],
    ])
  })
})

describe('whatIf', () => {
  it('tells other values as issued at the last row, whose own stay', async () => {
    const source = sourceOf(['time,x,price', `0,1,2`, `${day},3,4`, `${2 * day},,5`])
    const changed = whatIf(source, [price(2, 9), price(3, 8)], await lastTimes(source))
    expect(await observations(changed)).toEqual([
      [0, 1, 2],
      [1, 3, 4],
      [2, Number.NaN, 9, 'future', 1],
      [3, Number.NaN, 8, 'future', 1],
      [2, Number.NaN, 5, 'future', undefined],
    ])
  })

  it('replaces what was issued at the last row', async () => {
    const rows = [`0,0,1,2`, `${day},0,,5`, `${day},${day},3,4`, `${2 * day},0,,6`, `${2 * day},${day},,7`]
    const source = sourceOf(['time,run,x,price', ...rows], { issued: 'run' })
    const changed = whatIf(source, [price(2, 9)], await lastTimes(source))
    expect((await observations(changed)).filter(([time]) => time === 2)).toEqual([
      [2, Number.NaN, 9, 'future', 1],
      [2, Number.NaN, 6, 'future', 0],
      [2, Number.NaN, 9, 'future', 1],
    ])
  })
})
