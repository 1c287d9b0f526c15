import { describe, expect, it } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import type { Handler, Operator } from '../../src/operators/stateful.ts'
import { steps } from '../../src/operators/steps.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import type { StepWord } from '../../src/word.ts'
import { textOf } from './plain.ts'
import { context, stage, weekly } from './stages.ts'

const build = (word: StepWord) => word.build(word.example, context(), new Ledger()) as Operator<unknown, unknown>

/** A run, and what it has emitted so far, as texts, which compare faster than lists. */
function begin(operator: Operator<unknown, unknown>): { run: Handler<unknown>; emitted: string[] } {
  const emitted: string[] = []
  return { run: operator.open((value) => emitted.push(textOf(value))), emitted }
}

/** 60 rows with missing values; a week without rows, and a restart, on the way. */
const rows = weekly(67)
  .filter((_, i) => i < 30 || i >= 37)
  .map((row, i) => (i === 50 ? { ...row, restart: true } : row))

/** Stops after every `count` of inputs in turn, goes on in another run from a snapshot, and compares what both emit. */
function demandResumable(make: () => Operator<unknown, unknown>, input: readonly unknown[], every: number): void {
  const whole = begin(make())
  const stopped = begin(make())
  const emittedBefore: number[] = []
  const snapshots = new Map<number, Uint8Array>()
  input.forEach((value, at) => {
    emittedBefore.push(whole.emitted.length)
    whole.run.next(value)
    if (at % every === 0) snapshots.set(at, snapshot(stopped.run))
    stopped.run.next(value)
  })
  whole.run.flush?.()
  for (const [at, bytes] of snapshots) {
    const resumed = begin(make())
    restore(resumed.run, bytes)
    expect(Buffer.compare(snapshot(resumed.run), bytes)).toBe(0)
    for (const value of input.slice(at)) resumed.run.next(value)
    resumed.run.flush?.()
    expect(resumed.emitted).toEqual(whole.emitted.slice(emittedBefore[at]))
  }
}

describe.each(steps.map((word) => [word.name, word] as const))('%s', (name, word) => {
  // Those with networks take longer; every eleventh observation still meets the gap, the restart and the missing values.
  const every = name === 'forecast' || name === 'lstm' ? 11 : 1
  const input = stage(word.accepts, rows)

  it('continues from a snapshot at any observation as if it had never stopped', () => {
    demandResumable(() => build(word), input, every)
  })

  it('refuses every shorter snapshot and leaves the run unchanged', () => {
    const { run } = begin(build(word))
    for (const value of input.slice(0, 20)) run.next(value)
    const before = snapshot(run)
    const { run: later } = begin(build(word))
    for (const value of input.slice(0, 40)) later.next(value)
    const bytes = snapshot(later)
    const lengths = Array.from({ length: 50 }, (_, i) => Math.floor((bytes.length * i) / 50))
    for (const length of lengths) expect(() => restore(run, bytes.subarray(0, length))).toThrow('snapshot')
    expect(Buffer.compare(snapshot(run), before)).toBe(0)
  })
})

describe('a chain of words', () => {
  const words = (names: readonly string[]) => names.map((name) => steps.find((word) => word.name === name)!)

  it.each([
    ['the whole forecaster', ['inOrder', 'fillGaps', 'calendar', 'forecast', 'score']],
    ['an LSTM by itself', ['inOrder', 'fillGaps', 'normalize', 'lookback', 'lstm', 'conformal', 'score']],
  ])('continues from a snapshot at any observation: %s', (_, names) => {
    const make = () => {
      const [first, ...rest] = words(names).map(build)
      return chain<unknown, unknown>(first!, ...rest)
    }
    demandResumable(make, rows, 10)
  })

  it('continues from a snapshot: outcomes', () => {
    const outcome = { low: 'a < p30', rise: 'any b > +5%' }
    demandResumable(() => forecast({ leads: [1, 3], season: 7, cadence: '1d', outcome }, context()) as never, rows, 29)
  })

  it('continues from a snapshot at any observation: LSTMs with a convolution and attention', () => {
    const beside = { convolution: { filters: 2, width: 3 }, attention: { steps: 5 } }
    const network = { horizon: 2, hidden: 4, engine: 'reference', front: beside } as const
    const experts = ['persistence', 'lstm(persistence, 0.004)']
    demandResumable(() => forecast({ ...network, experts, season: 'none', cadence: '1d' }) as never, rows, 11)
    demandResumable(() => chain(normalize(), lookback(4), lstm(network)) as never, rows, 11)
  })
})
