import { EMPTY, from, Observable, range, repeat, take } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { stateful } from '../../src/operators/stateful.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { marbles } from './marbles.ts'

/** Emits the running sum, and what is left over, negated, at the end. */
const sums = () =>
  stateful<string | number, number>((emit) => {
    let sum = 0
    return {
      next(value) {
        sum += Number(value)
        emit(sum)
      },
      flush: () => emit(-sum),
      state(fields) {
        sum = fields.number('sum', sum)
      },
    }
  })

describe('stateful', () => {
  it('emits what the handler emits, and flushes on completion', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-1-2-|')
      expectObservable(source.pipe(sums())).toBe('-a-b-(c|)', { a: 1, b: 3, c: -3 })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('passes an error on at once, without flushing', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-1-#')
      expectObservable(source.pipe(sums())).toBe('-a-#', { a: 1 })
      expectSubscriptions(source.subscriptions).toBe('^--!')
    })
  })

  it('unsubscribes from its source, without flushing', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-1-2-3-|')
      expectObservable(source.pipe(sums()), '^---!').toBe('-a-b', { a: 1, b: 3 })
      expectSubscriptions(source.subscriptions).toBe('^---!')
    })
  })

  it('passes what the handler throws to error, and unsubscribes from its source', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-1-2-|')
      const failing = stateful<string, string>((emit) => ({
        next(value) {
          if (value === '2') throw 'two'
          emit(value)
        },
        state() {},
      }))
      expectObservable(source.pipe(failing)).toBe('-1-#', undefined, 'two')
      expectSubscriptions(source.subscriptions).toBe('^--!')
    })
  })

  it('passes what flush throws to error instead of completing', () => {
    const seen: unknown[] = []
    const failing = stateful(() => ({
      next() {},
      flush() {
        throw new Error('late')
      },
      state() {},
    }))
    EMPTY.pipe(failing).subscribe({ error: (error) => seen.push(error.message), complete: () => seen.push('complete') })
    expect(seen).toEqual(['late'])
  })

  it('passes what begin throws to error', () => {
    const seen: unknown[] = []
    const failing = stateful<number, number>(() => {
      throw new Error('no state')
    })
    from([1])
      .pipe(failing)
      .subscribe({ error: (error) => seen.push(error.message) })
    expect(seen).toEqual(['no state'])
  })

  it('starts afresh for every subscription', () => {
    const seen: number[] = []
    from([1, 2])
      .pipe(sums(), repeat(2))
      .subscribe((value) => seen.push(value))
    expect(seen).toEqual([1, 3, -3, 1, 3, -3])
  })

  it('stops a source that emits synchronously on subscription', () => {
    let produced = 0
    const source = new Observable<number>((subscriber) => {
      while (!subscriber.closed && produced < 1000) subscriber.next(++produced)
    })
    source.pipe(sums(), take(3)).subscribe()
    expect(produced).toBe(3)
    const seen: number[] = []
    range(1, 10)
      .pipe(sums(), take(2))
      .subscribe((value) => seen.push(value))
    expect(seen).toEqual([1, 3])
  })

  it('refuses a snapshot while a value is processed, also without a chain', () => {
    const run = sums().open(() => {
      expect(() => snapshot(run)).toThrow('snapshot: expected to be called between two values')
    })
    run.next(1)
    expect(snapshot(run).length).toBeGreaterThan(0)
    expect.assertions(2)
  })

  it('says what to do with an operator that has not been opened', () => {
    expect(() => snapshot(sums() as never)).toThrow('got function; open an operator first')
    expect(() => restore(undefined as never, new Uint8Array(0))).toThrow('got undefined; open an operator first')
  })
})
