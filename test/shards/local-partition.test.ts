import { describe, expect, it } from 'vitest'
import { DetachedScores } from '../../src/scores/detached-scores.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import { mixed, steps } from './stream.ts'

const begin = (step?: (ms: number) => void) => {
  const out: string[] = []
  const ledger = new Ledger()
  const forecast = (scored: Scored) => out.push(JSON.stringify(scored))
  return { out, partition: new LocalPartition(steps(ledger).open, { ledger, forecast, ...(step && { step }) }) }
}
const send = async (partition: LocalPartition<Scored>, rows: readonly Observation[]) => {
  for await (const _ of partition.take(rows));
}

describe('LocalPartition', () => {
  it('takes rows where a saved state was left', async () => {
    const whole = begin()
    await send(whole.partition, mixed)
    const first = begin()
    await send(first.partition, mixed.slice(0, 120))
    const keys = ['a', 'b', 'c', 'd', 'é', 'f-g', 'h'].map((key) => [key])
    const states: Uint8Array[] = []
    for await (const bytes of first.partition.save(keys.map((series) => ({ series })))) states.push(bytes)
    const second = begin()
    const saved = keys.map((series, i) => ({ id: { series }, bytes: states[i]! }))
    for await (const _ of second.partition.take(mixed.slice(120), saved));
    expect([...first.out, ...second.out]).toEqual(whole.out)
  })

  it('reports on series with their last forecasts, and forgets those it drops', async () => {
    const { out, partition } = begin()
    await send(partition, mixed)
    const [report] = await partition.report([['c']])
    expect(report!.key).toEqual(['c'])
    expect(JSON.stringify(report!.last)).toBe(out.filter((text) => text.startsWith('{"key":["c"]')).at(-1))
    expect(report!.scores!.count[0]).toBeGreaterThan(10)
    // Nothing of the series that would stay in memory.
    expect(report!.scores).toBeInstanceOf(DetachedScores)
    expect(report).not.toHaveProperty('forecaster')
    await partition.drop([['c']])
    await expect(partition.report([['c']])).rejects.toThrow(/expected a series that is here, got c/)
    expect(await partition.busy([['a']])).toEqual([])
  })

  it('times each row, and lets timers run while it works', async () => {
    let rows = 0
    const { partition } = begin(() => rows++)
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    for await (const _ of partition.take(Array.from({ length: 40 }, () => mixed).flat()));
    clearInterval(timer)
    expect(rows).toBe(40 * mixed.length)
    expect(turns).toBeGreaterThan(0)
  })
})
