import { concat, NEVER, of, Subject, throwError } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { describe, expect, it } from 'vitest'
import { resample } from '../../src/operators/resample.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'

const reading = (time: number, value: number): Observation => ({ time, values: [value] })
const shown = ({ time, values }: Observation) => [time, values[0]]

function collect(...came: (Observation | { tick: number })[]) {
  const rejects: Reject[] = []
  const made: unknown[] = []
  of(...came)
    .pipe(resample({ to: '1s', with: 'last' }, { onReject: (reject) => rejects.push(reject) }))
    .subscribe((window) => made.push(shown(window)))
  return { made, rejects }
}

describe('resample', () => {
  it('passes on windows at readings, at ticks and at the end', () => {
    const { made, rejects } = collect(
      reading(100, 1),
      reading(200, 2),
      reading(1500, 3),
      { tick: 50_000 },
      { tick: 50_500 },
      reading(1900, 4),
      reading(2100, 5),
    )
    expect(made).toEqual([
      [0, 2],
      [1000, 3],
      [2000, 5],
    ])
    expect(rejects.map(({ raw }) => raw)).toEqual([['1900', '4']])
    expect(collect().made).toEqual([])
  })

  it('ticks by the clock of the scheduler, and stops with the subscription', () => {
    const scheduler = new TestScheduler((got, wanted) => expect(got).toEqual(wanted))
    scheduler.run(({ cold, expectObservable }) => {
      const readings = { a: reading(1_000_000, 1), b: reading(1_000_900, 2) }
      const windows = resample({ to: '1s', with: 'sum', wait: '10ms' }, { scheduler })
      // The first comes at 1 ms, and 310 ms pass until the window is over; then comes one of no readings.
      const out = cold('-a 99ms b 1500ms -', readings).pipe(windows)
      const row = (time: number, sum: number) => ({
        time,
        values: Float64Array.of(sum),
        covariates: new Float64Array(0),
        row: undefined,
      })
      const subscription = `${'-'.repeat(0)}^ 1400ms !`
      expectObservable(out, subscription).toBe('211ms w 999ms z', { w: row(1_000_000, 3), z: row(1_001_000, 0) })
    })
  })

  it('passes on an error, frees the clock, and shares no state between subscriptions', () => {
    const errors: unknown[] = []
    const operator = resample({ to: '1s' })
    concat(
      of(reading(0, 1)),
      throwError(() => 'gone'),
    )
      .pipe(operator)
      .subscribe({ error: (error) => errors.push(error) })
    expect(errors).toEqual(['gone'])
    const made: unknown[] = []
    of(reading(0, 5))
      .pipe(operator)
      .subscribe((window) => made.push(shown(window)))
    expect(made).toEqual([[0, 5]])
    const source = new Subject<Observation>()
    source.pipe(operator).subscribe().unsubscribe()
    expect(source.observed).toBe(false)
    concat(of(reading(0, 5)), NEVER)
      .pipe(operator)
      .subscribe()
      .unsubscribe()
  })

  it('refuses a wrong window or zone', () => {
    expect(() => resample({ to: '2bd', zone: 'Mars', with: [] })).toThrow(/expected a window such as 5min/)
  })
})
