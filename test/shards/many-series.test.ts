import { from } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import { LocalPartition } from '../../src/shards/local-partition.ts'
import { ManySeries, type StateStore } from '../../src/shards/many-series.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { mixed, steps } from './stream.ts'

class States implements StateStore {
  readonly bytes = new Map<string, Uint8Array>()
  readonly versions = new Map<string, number>()
  puts = 0
  full = false

  async get(key: string) {
    return this.bytes.get(key)
  }

  async put(key: string, bytes: Uint8Array, version: number) {
    this.puts++
    if (this.full) return false
    this.bytes.set(key, bytes)
    this.versions.set(key, version)
    return true
  }

  /** Saves what has changed, as a checkpoint does. */
  async take(series: ManySeries) {
    const dirty = [...series.versions()].filter(([key, version]) => this.versions.get(key) !== version)
    let at = 0
    for await (const bytes of series.save(dirty.map(([key]) => key)))
      await this.put(dirty[at]![0], bytes, dirty[at++]![1])
    expect(at).toBe(dirty.length)
  }
}

const begin = (maxActive?: number, weights: 'own' | 'shared' = 'own') => {
  const ledger = new Ledger()
  const out: string[] = []
  const receiver = { ledger, forecast: (scored: Scored) => out.push(JSON.stringify(scored)) }
  const { open } = steps(ledger, weights === 'shared' ? 4 : undefined)
  const partition = new LocalPartition(open, receiver, { weights, shards: 3 })
  const series = new ManySeries(partition, {
    shards: 3,
    shared: weights === 'shared',
    maxActive,
  })
  return { ledger, out, partition, series }
}

async function send(series: ManySeries, rows: readonly Observation[], size: number) {
  for (let at = 0; at < rows.length; at += size)
    for await (const _ of series.take(rows.slice(at, at + size), (some) => some));
}

describe.each(['own', 'shared'] as const)('ManySeries with %s weights', (weights) => {
  const expected: string[] = []
  const account = new Ledger()
  from(mixed)
    .pipe(byKey(steps(account, weights === 'shared' ? 4 : undefined), { weights, shards: 3 }))
    .subscribe((scored) => expected.push(JSON.stringify(scored)))

  it('forecasts the same, however few are in memory and however rows are batched', async () => {
    for (const [maxActive, size] of [
      [undefined, 7],
      [1, 1],
      [1, 64],
      [2, 30],
      [5, 1000],
    ] as const) {
      const { ledger, out, series } = begin(maxActive, weights)
      const states = new States()
      series.keep(states)
      await send(series, mixed, size)
      const reports = await series.end()
      expect(out).toEqual(expected)
      expect(ledger.counts).toEqual(account.counts)
      expect(reports.map(({ key }) => key)).toEqual(series.keys)
      expect(reports.every(({ last, scores }) => last !== undefined && scores!.count[0]! > 10)).toBe(true)
      expect(states.puts > 0).toBe(maxActive !== undefined)
      await series.close()
    }
  })

  it('warns if more than half of the rows brought a state back that had left', async () => {
    for (const maxActive of [undefined, 1]) {
      const { series } = begin(maxActive, weights)
      series.keep(new States())
      await send(series, mixed, 1)
      const [warning] = series.warnings
      if (maxActive === undefined) expect(warning).toBeUndefined()
      else expect(warning).toMatch(/^maxActive: 1 is smaller than .* \d+ states were brought back for \d+ rows/)
      await series.close()
    }
  })

  it('goes on from the states in the store, which it brings back when a row comes', async () => {
    for (const maxActive of [undefined, 1, 3])
      for (const rows of [1, 100, 170]) {
        const { out, series } = begin(maxActive, weights)
        const states = new States()
        series.keep(states)
        await send(series, mixed.slice(0, rows), 10)
        await states.take(series)
        const saved = series.pieces.map(([, piece]) => snapshot(piece))
        const next = begin(maxActive, weights)
        for (const [i, [, piece]] of next.series.pieces.entries()) restore(piece, saved[i]!)
        next.series.keep(states)
        await send(next.series, mixed.slice(rows), 10)
        await next.series.end()
        expect([...out, ...next.out]).toEqual(expected)
      }
  })

  it('keeps series in memory if the store cannot take them', async () => {
    const { out, series } = begin(2, weights)
    const states = new States()
    states.full = true
    series.keep(states)
    await send(series, mixed, 20)
    await series.end()
    expect(states.puts).toBeGreaterThan(10)
    expect(out).toEqual(expected)
  })

  it('has no more series in memory than it may, and a few more at the end', async () => {
    for (const maxActive of [1, 3]) {
      const { partition, series } = begin(maxActive, 'own')
      series.keep(new States())
      let most = 0
      for (const row of mixed) {
        for await (const _ of series.take([row], (some) => some));
        most = Math.max(most, partition.size)
      }
      expect(most).toBe(maxActive)
      await series.end()
      expect(partition.size).toBeLessThanOrEqual(maxActive + 1)
    }
  })

  it('knows nothing of rows that did not pass', async () => {
    const { out, series } = begin(undefined, weights)
    series.keep(new States())
    const rows = mixed.slice(0, 60)
    for await (const _ of series.take(rows, () => rows.slice(0, 3)));
    expect(series.keys).toEqual([...new Set(rows.slice(0, 3).map(({ key }) => key![0]))].map((key) => [key]))
    await series.end()
    expect(out.length).toBeLessThan(5)
  })

  it('names the series whose state was damaged while it waited', async () => {
    const { series } = begin(1, weights)
    const states = new States()
    series.keep(states)
    await send(series, mixed.slice(0, 20), 20)
    states.get = async () => {
      throw new DataError('state: damaged')
    }
    await expect(send(series, mixed.slice(20), 20)).rejects.toThrow(/^series .+: state: damaged$/)
    await series.close()
  })

  it('fails if a state is gone', async () => {
    const { series } = begin(1, weights)
    const states = new States()
    series.keep(states)
    await send(series, mixed.slice(0, 20), 20)
    states.bytes.clear()
    await expect(send(series, mixed.slice(20), 20)).rejects.toThrow(
      new DataError(
        `series ${mixed[20]!.key}: expected its state in the checkpoint, got none; start again with --fresh, or restore the whole folder of the state`,
      ),
    )
  })
})
