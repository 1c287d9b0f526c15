import { from, map, Observable, scan, take } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { chain, stateless } from '../../src/operators/chain.ts'
import { stateful } from '../../src/operators/stateful.ts'
import type { Scores } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Emits the running sum, and at the end the sum times 1000. */
const sum = () =>
  stateful<number, number>((emit) => {
    let total = 0
    return {
      next(value) {
        total += value
        emit(total)
      },
      flush: () => emit(1000 * total),
      state(fields) {
        total = fields.number('total', total)
      },
    }
  })

const collect = <T>(source: Observable<T>): T[] => {
  const out: T[] = []
  source.subscribe((value) => out.push(value))
  return out
}

describe('chain', () => {
  it('equals the operators piped, and flushes in order', () => {
    const values = from([1, 2, 3])
    expect(collect(values.pipe(chain(sum(), sum())))).toEqual(collect(values.pipe(sum(), sum())))
    expect(collect(values.pipe(chain(sum(), sum())))).toEqual([1, 4, 10, 6010, 6010000])
  })

  it('continues from a snapshot as if it had never stopped, in another run', () => {
    const steps = chain(sum(), stateless(map((value: number) => value + 1)), sum())
    const whole: number[] = []
    const first = steps.open((value) => whole.push(value))
    for (const value of [1, 2, 3, 4, 5]) first.next(value)

    const rest: number[] = []
    const stopped = steps.open(() => {})
    for (const value of [1, 2, 3]) stopped.next(value)
    const second = steps.open((value) => rest.push(value))
    restore(second, snapshot(stopped))
    for (const value of [4, 5]) second.next(value)
    expect(rest).toEqual(whole.slice(3))
    second.flush!()
    first.flush!()
    expect(rest).toEqual(whole.slice(3))
  })

  it('passes on what a step throws, in next and in flush', () => {
    const failing = stateless(
      map((value: number) => {
        if (value > 2) throw new RangeError('too much')
        return value
      }),
    )
    const run = chain(sum(), failing).open(() => {})
    run.next(1)
    expect(() => run.next(2)).toThrow('too much')
    const late = chain(sum(), failing).open(() => {})
    late.next(1)
    expect(() => late.flush!()).toThrow('too much')
  })

  it('lets what a step after a stateless one throws through, into error of RxJS too', () => {
    const failing = stateful<number, number>(() => ({
      next() {
        throw new RangeError('later step')
      },
      state() {},
    }))
    const steps = chain(stateless(map((value: number) => value)), failing)
    expect(() => steps.open(() => {}).next(1)).toThrow('later step')
    const seen: unknown[] = []
    from([1, 2])
      .pipe(steps)
      .subscribe({ error: (error) => seen.push(error.message), complete: () => seen.push('complete') })
    expect(seen).toEqual(['later step'])
  })

  it('refuses a snapshot while a value is being processed, and takes one after it', () => {
    const steps = chain(sum(), sum())
    let refused = 0
    const run = steps.open(() => {
      expect(() => snapshot(run)).toThrow('snapshot: expected to be called between two values')
      refused++
    })
    run.next(1)
    run.flush!()
    expect(refused).toBe(3)
    expect(snapshot(run).length).toBeGreaterThan(0)
  })

  it('closes its steps when it is unsubscribed from', () => {
    const closed: string[] = []
    const closing = (name: string) =>
      stateful<number, number>((emit) => ({ next: emit, close: () => closed.push(name), state() {} }))
    from([1, 2])
      .pipe(chain(closing('a'), closing('b')), take(1))
      .subscribe()
    expect(closed).toEqual(['a', 'b'])
  })

  it('has the summaries of its operators', () => {
    const scores = {} as Scores
    const told = stateful<number, number>((emit) => ({ next: emit, state() {}, summary: () => ({ scores }) }))
    expect(
      chain(sum(), told, sum())
        .open(() => {})
        .summary?.(),
    ).toEqual({ scores })
    expect(
      chain(sum())
        .open(() => {})
        .summary?.(),
    ).toEqual({})
  })

  it('refuses an operator whose state it cannot save', () => {
    const wrong = () =>
      chain(
        sum(),
        scan((a: number, b: number) => a + b),
      )
    expect(wrong).toThrow(ConfigError)
    expect(wrong).toThrow('chain 2: expected an operator whose state can be saved')
  })
})

describe('stateless', () => {
  it('does not change an operator, even if its source emits synchronously on subscription', () => {
    let produced = 0
    const eager = new Observable<number>((subscriber) => {
      while (!subscriber.closed && produced < 1000) subscriber.next(++produced)
    })
    expect(collect(eager.pipe(stateless(map((value: number) => 2 * value)), take(2)))).toEqual([2, 4])
    expect(produced).toBe(2)
  })
})
