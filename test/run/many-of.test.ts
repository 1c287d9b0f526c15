import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { manyOf } from '../../src/run/many-of.ts'
import type { Plan } from '../../src/run/plan.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { mixed, steps } from '../shards/stream.ts'

const plan = (more: Partial<Plan>) => ({ operators: (ledger: Ledger) => steps(ledger), ...more }) as Plan

describe('manyOf', () => {
  it('keeps series in this thread, or where the plan says', async () => {
    let made = 0
    const receiver = { ledger: new Ledger(), forecast: () => made++ }
    const { many: series } = manyOf(plan({}))!(receiver)
    for await (const _ of series.take(mixed, (rows) => rows));
    await series.end()
    expect(made).toBeGreaterThan(200)
    expect(series.keys.length).toBe(7)
    const elsewhere = () => {
      throw new RangeError('elsewhere')
    }
    expect(() => manyOf(plan({ partition: elsewhere }))!(receiver)).toThrow('elsewhere')
  })

  it('needs a store for series that wait, and operators whose state can be kept', () => {
    expect(() => manyOf(plan({ maxActive: 5 }))).toThrow(ConfigError)
    expect(manyOf(plan({ maxActive: 5, checkpoint: { store: new MemoryStore() } }))).toBeDefined()
    expect(manyOf(plan({ operators: () => map((value) => value as never) }))).toBeUndefined()
  })
})
