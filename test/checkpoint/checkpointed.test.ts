import { from, lastValueFrom, map, type OperatorFunction, Subject, takeUntil, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { checkpointed } from '../../src/checkpoint/checkpointed.ts'
import { DataError } from '../../src/errors.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { type Operator, stateful } from '../../src/operators/stateful.ts'
import type { Observation } from '../../src/series/observation.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { dayMs, monday } from '../operators/observe.ts'

const rows = Array.from(
  { length: 60 },
  (_, i): Observation => ({
    time: monday + Math.floor(i / 2) * dayMs,
    values: [(i * 7) % 11],
    key: [i % 2 === 0 ? 'a' : 'b'],
  }),
)
const one = rows.filter((_, i) => i % 2 === 0).map(({ time, values }) => ({ time, values }))
const steps = () =>
  chain(
    // A row is held back until a later one has come.
    inOrder({ lateness: '1d' }),
    forecast({ horizon: 2, cadence: '1d', season: 'none', experts: ['persistence', 'drift'], intervals: [0.8] }),
    score(),
  )
const emitted = async <T, R>(values: readonly T[], operator: OperatorFunction<T, R>) =>
  // Scores are live: they are read when they come.
  await lastValueFrom(
    from(values).pipe(
      operator,
      map((value) => JSON.stringify(value)),
      toArray(),
    ),
  )
/** An operator that emits what it takes. */
const plain = () => stateful<number, number>((emit) => ({ next: emit, state() {} }))
const every = { rows: 1 }
/** Until the store has done what it was asked to. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('checkpointed', () => {
  it.each<[string, readonly Observation[], () => Operator<Observation, unknown>]>([
    ['one series', one, steps],
    ['several series', rows, () => byKey(steps())],
  ])('emits for %s what it would have emitted without a stop', async (_, values, operator) => {
    const whole = await emitted(values, operator())
    expect(await emitted(values, checkpointed(new MemoryStore(), operator()))).toEqual(whole)
    for (let stop = 1; stop < values.length; stop += 7) {
      const store = new MemoryStore()
      const source = new Subject<Observation>()
      const first: string[] = []
      let done = () => {}
      const next = () =>
        new Promise<void>((resolve) => {
          done = resolve
        })
      const begun = next()
      const options = { every, onRestored: () => done(), onCheckpoint: () => done() }
      const flow = source.pipe(checkpointed(store, operator(), options)).subscribe((value) => {
        first.push(JSON.stringify(value))
      })
      await begun
      for (const value of values.slice(0, stop)) {
        const written = next()
        source.next(value)
        await written
      }
      flow.unsubscribe()
      const restored: number[] = []
      const rest = await emitted(
        values,
        checkpointed(store, operator(), { replayed: true, onRestored: (count) => restored.push(count) }),
      )
      expect([...first, ...rest]).toEqual(whole)
      expect(restored).toEqual([stop])
    }
  })

  it('goes on with live values, and holds back at the end what a restart would take again', async () => {
    const whole = await emitted(one, steps())
    const store = new MemoryStore()
    const first = await emitted(one.slice(0, 10), checkpointed(store, steps()))
    const rest = await emitted(one.slice(10), checkpointed(store, steps()))
    // The row held back is emitted when the source completes, and again by the flow that goes on.
    expect([...first.slice(0, -1), ...rest]).toEqual(whole)
  })

  it('processes values that came while the state was restored', async () => {
    const store = new MemoryStore()
    const get = store.keys.bind(store)
    const slow = Object.assign(store, { keys: () => settled().then(get) })
    const source = new Subject<Observation>()
    const all = lastValueFrom(
      source.pipe(
        checkpointed(slow, steps()),
        map((value) => JSON.stringify(value)),
        toArray(),
      ),
    )
    for (const value of one) source.next(value)
    source.complete()
    expect(await all).toEqual(await emitted(one, steps()))
  })

  it.each([
    ['while the state is restored', false],
    ['afterwards', true],
  ])('completes once a value that ends its source was processed, when values come %s', async (_, late) => {
    const store = new MemoryStore()
    const source = new Subject<number>()
    const stop = new Subject<void>()
    const got: number[] = []
    const written: unknown[] = []
    const ended = new Promise<void>((resolve, reject) => {
      source
        .pipe(takeUntil(stop), checkpointed(store, plain(), { onCheckpoint: (each) => written.push(each) }))
        .subscribe({
          next: (value) => {
            got.push(value)
            if (value === 2) stop.next()
          },
          error: reject,
          complete: resolve,
        })
    })
    if (late) await settled()
    for (const value of [1, 2]) source.next(value)
    await ended
    await settled()
    expect(got).toEqual([1, 2])
    expect(written).toEqual([expect.objectContaining({ rows: 2 })])
    expect(await store.keys()).toContain('seen')
  })

  it.each([
    ['while the state is restored', false],
    ['afterwards', true],
  ])('processes values in the order in which they came, those sent back too, when they come %s', async (_, late) => {
    const source = new Subject<number>()
    const got: number[] = []
    const flow = source.pipe(checkpointed(new MemoryStore(), plain())).subscribe((value) => {
      got.push(value)
      if (value < 2) source.next(value + 10)
      got.push(-value)
    })
    if (late) await settled()
    for (const value of [0, 1, 2]) source.next(value)
    await settled()
    flow.unsubscribe()
    const sent = late ? [0, 10, 1, 11, 2] : [0, 1, 2, 10, 11]
    expect(got).toEqual(sent.flatMap((value) => [value, -value]))
  })

  it('fails when a checkpoint cannot be written, unless somebody listens', async () => {
    const full = () => Object.assign(new MemoryStore(), { commit: () => Promise.reject(new DataError('no space')) })
    await expect(emitted(one, checkpointed(full(), steps()))).rejects.toThrow('no space')
    const heard: string[] = []
    const onCheckpoint = (written: unknown) => heard.push(String(written))
    expect(await emitted(one, checkpointed(full(), steps(), { onCheckpoint }))).toEqual(await emitted(one, steps()))
    expect(heard).toEqual(['DataError: no space'])
  })

  it('refuses the state of another operator', async () => {
    const store = new MemoryStore()
    await emitted(one, checkpointed(store, steps()))
    const other = chain(inOrder(), forecast({ horizon: 3, cadence: '1d', season: 'none', experts: ['drift'] }))
    await expect(emitted(one, checkpointed(store, other))).rejects.toThrow(DataError)
  })

  it('takes no value and keeps no state after it was unsubscribed', async () => {
    const store = new MemoryStore()
    const source = new Subject<Observation>()
    const flow = source.pipe(checkpointed(store, steps(), { every })).subscribe()
    flow.unsubscribe()
    expect(source.observed).toBe(false)
    await settled()
    expect(await store.keys()).toEqual([])
  })
})
