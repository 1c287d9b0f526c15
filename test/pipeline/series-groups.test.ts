import { expect, it } from 'vitest'
import { SeriesGroups } from '../../src/pipeline/series-groups.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { shardOf } from '../../src/series/shard-of.ts'
import type { Source } from '../../src/sources/source.ts'

const row = (key: string, time: number): Observation => ({ key: [key], time, values: [time] })

const source: Source = {
  name: 'a.csv',
  targets: ['y'],
  covariates: [],
  by: ['item'],
  peek: async () => [row('a', 1)],
  open: () => ({
    batches: (async function* () {
      yield [row('a', 1), row('b', 1), row('c', 1)]
      yield [row('a', 2), row('c', 2), row('d', 2)]
      yield [row('e', 3), row('b', 3)]
    })(),
    fraction: 0.5,
    warnings: ['a zone was assumed'],
    failure: undefined,
    settled: true,
  }),
}

it('gives the rows of a few series at a time, each series once, in the order of their first rows', async () => {
  const groups = new SeriesGroups(source, { most: 2 })
  const seen: string[][] = []
  while (groups.left) {
    const group = groups.next()
    const reading = group.open(new Ledger(), new AbortController().signal)
    const texts: string[] = []
    for await (const batch of reading.batches) texts.push(...batch.map(({ key, time }) => `${key![0]}${time}`))
    seen.push(texts)
    const { fraction, settled, warnings } = reading
    expect([fraction, settled, warnings]).toEqual([0.5, true, ['a zone was assumed']])
    expect([group.name, group.targets, group.by]).toEqual(['a.csv', ['y'], ['item']])
    if (seen.length === 1) expect([groups.fractionDone, groups.fractionOfGroup]).toEqual([0, 0.4])
  }
  expect(seen).toEqual([['a1', 'b1', 'a2', 'b3'], ['c1', 'c2', 'd2'], ['e3']])
  expect(groups.fractionDone + groups.fractionOfGroup).toBe(1)
})

it('is one group if all series may be in it, also without keys', async () => {
  const groups = new SeriesGroups(source, { most: Number.POSITIVE_INFINITY })
  let rows = 0
  for await (const batch of groups.next().open(new Ledger(), new AbortController().signal).batches) rows += batch.length
  expect([rows, groups.left]).toEqual([8, false])
})

it('has the series of one shard in a group, if there are several', async () => {
  const groups = new SeriesGroups(source, { most: Number.POSITIVE_INFINITY, shards: 3 })
  const seen: string[][] = []
  while (groups.left) {
    const keys = new Set<string>()
    for await (const batch of groups.next().open(new Ledger(), new AbortController().signal).batches)
      for (const { key } of batch) keys.add(key![0]!)
    seen.push([...keys])
  }
  expect(seen.length).toBeGreaterThan(1)
  for (const keys of seen) expect(new Set(keys.map((key) => shardOf(key, 3))).size).toBe(1)
  expect(seen.flat().sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
})
