import { describe, expect, it } from 'vitest'
import { SharedLearning } from '../../src/forecaster/shared-learning.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Handler } from '../../src/operators/stateful.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
const days = 90
/** Two channels; some rows are missing, one series has a gap, another leaves its unit, others begin late or end early. */
const series: Record<string, (t: number) => readonly number[] | undefined> = {
  long: (t) => [20 + 5 * Math.sin(t / 2) + (t % 3), 7 + ((t * 5) % 4)],
  gap: (t) => (t > 30 && t < 75 ? undefined : [100 + ((t * 7) % 13), Number.NaN]),
  unit: (t) => [t < 50 ? 1e-80 * (t % 5) : 1e75 + t, t % 7],
  late: (t) => (t < 40 ? undefined : [3 + (t % 7), t % 4 === 0 ? Number.NaN : 50 - t / 3]),
  short: (t) => (t > 20 ? undefined : [t, 2 * t]),
}
const keys = Object.keys(series)
const steps = chain(
  inOrder(),
  fillGaps({ cadence: '1d', maxGap: 10 }),
  forecast({ leads: [1, 3], season: 7, hidden: 4, memory: 64 }),
  score(),
)

/** A shard: its clock passes when a row with another time comes. */
class Shard {
  readonly learning = new SharedLearning()
  readonly said = new Map<string, string[]>()
  readonly runs = new Map<string, Handler<Observation>>()
  clock = 0

  open(key: string): Handler<Observation> {
    const lines: string[] = []
    this.said.set(key, lines)
    const emit = ({ origin, values, lower, upper }: Scored) =>
      lines.push(
        JSON.stringify([origin / day, [...values], lower.map((all) => [...all]), upper.map((all) => [...all])]),
      )
    const run = steps.open(emit, { key, shared: this.learning })
    this.runs.set(key, run)
    return run
  }

  take(key: string, t: number, values: readonly number[]): void {
    if (t !== this.clock) this.learning.apply()
    this.clock = t
    const run = this.runs.get(key) ?? this.open(key)
    run.next({ time: t * day, values: [...values], covariates: [] })
  }

  close(): void {
    for (const run of this.runs.values()) run.close?.()
    this.learning.dispose()
  }
}

function pass(
  shard: Shard,
  from: number,
  to: number,
  order = keys,
  changed = (_: string, values: readonly number[]) => values,
) {
  for (let t = from; t < to; t++)
    for (const key of order) {
      const values = series[key]!(t)
      if (values) shard.take(key, t, changed(key, values))
    }
  return shard
}

const lines = (shard: Shard, before = days) =>
  Object.fromEntries(
    keys.map((key) => [key, (shard.said.get(key) ?? []).filter((line) => JSON.parse(line)[0] < before)]),
  )

describe('series that learn together', () => {
  const whole = pass(new Shard(), 0, days)

  it('learn from each other', () => {
    const alone = pass(new Shard(), 0, days, ['late'])
    expect(lines(alone).late).not.toEqual(lines(whole).late)
    alone.close()
  })

  it('say the same, whatever the order of the rows of a time', () => {
    const other = pass(new Shard(), 0, days, keys.toReversed())
    expect(lines(other)).toEqual(lines(whole))
    other.close()
  })

  it('know nothing of the future of another', () => {
    for (const from of [41, 60]) {
      const other = pass(new Shard(), 0, from)
      pass(other, from, days, keys, (key, values) => (key === 'long' ? values.map((y) => 3 * y - 1) : values))
      // At `from` itself, only the series with another value knows it.
      const others = (shard: Shard) => ({ ...lines(shard, from + 1), long: lines(shard, from).long })
      expect(others(other)).toEqual(others(whole))
      expect(lines(other).late).not.toEqual(lines(whole).late)
      other.close()
    }
  })

  it('go on after a restore with the same bits, in the middle of a time too', () => {
    for (const [at, first] of [
      [45, []],
      [46, ['long', 'unit']],
      [80, ['gap']],
    ] as const) {
      const before = pass(pass(new Shard(), 0, at), at, at + 1, [...first])
      const after = new Shard()
      after.clock = before.clock
      restore(after.learning, snapshot(before.learning))
      for (const [key, run] of before.runs) restore(after.open(key), snapshot(run))
      pass(
        after,
        at,
        at + 1,
        keys.filter((key) => !(first as readonly string[]).includes(key)),
      )
      pass(after, at + 1, days)
      const rest = Object.fromEntries(
        keys.map((key) => [key, [...(before.said.get(key) ?? []), ...(after.said.get(key) ?? [])]]),
      )
      expect(rest).toEqual(Object.fromEntries(keys.map((key) => [key, whole.said.get(key)])))
      before.close()
      after.close()
    }
  })
})
