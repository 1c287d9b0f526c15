import type { SchedulerLike, Subscription } from 'rxjs'
import * as z from 'zod/mini'
import { resampleFields, wayName } from '../resample/resample-fields.ts'
import { Resampler } from '../resample/resampler.ts'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import type { Observation } from '../series/observation.ts'
import { zoneOf } from '../time/zone.ts'
import { checkArgument } from '../words/check-argument.ts'
import { optional, withDefault } from '../words/option.ts'
import type { ResampleOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { ResampleOptions }

const oneOrEach = z.union([wayName, z.array(wayName).check(z.minLength(1))])

export const resampleOptions = z
  .strictObject({
    ...resampleFields,
    with: withDefault(
      oneOrEach,
      'mean',
      'What is made of the readings of a window: mean, sum, last, first, min, max, count, ohlc (four values) or rate (of a counter, which may begin again from 0); one for all values, or one for each.',
    ),
    covariates: withDefault(oneOrEach, 'mean', 'The same for covariates.'),
    zone: optional(
      z.string().check(z.refine(isZone, { error: 'a time zone such as UTC, +02:00 or Europe/Berlin' })),
      'Zone in which days begin, such as Europe/Berlin. Default: UTC.',
    ),
  })
  .check(z.describe('Options of `resample`.'))

/** The clock has gone on, to a time in milliseconds. */
export interface Tick {
  readonly tick: number
}

/**
 * Makes one observation of the readings in each window, with the time of its beginning. Series are separated by their
 * key. A window is passed on when a reading of its series has a time after the end of the window plus `wait`, or when the
 * clock has passed that time: the clock of a series starts at the time of its newest reading, and goes on with the ticks,
 * or as the scheduler does. Readings that come after their window was passed on are rejected.
 *
 * A window without readings is a sum of 0; else it is left out if readings follow (`fillGaps` fills it in), and has
 * missing values if the clock passed its end.
 *
 * @param options `to`, such as `5min`, `with`, `covariates`, `wait`, `per` and `zone`
 * @param accounting `onReject` or `ledger`, to get the rejects, and `scheduler`, a clock that makes ticks
 * @returns an operator of observations and ticks
 * @throws ConfigError with every problem of the argument
 * @example
 * const minute = 60_000
 * const reading = (time, value) => ({ time, values: [value] })
 * of(reading(0, 1), reading(4 * minute, 2), reading(6 * minute, 5), { tick: 0 }, { tick: 5 * minute })
 *   .pipe(resample({ to: '5min', with: 'sum' }))
 *   .subscribe(({ time, values }) => console.log(time / minute, values[0]))
 * // 0 3
 * // 5 5
 */
export function resample(
  options: ResampleOptions,
  accounting: Accounting & { readonly scheduler?: SchedulerLike } = {},
): Operator<Observation | Tick, Observation> {
  const { scheduler } = accounting
  const ledger = ledgerOf('resample', accounting)
  const { with: values, ...others } = checkArgument('resample', resampleOptions, options)

  return stateful((emit) => {
    const resampler = new Resampler({ ...others, values }, ledger)
    let timer: Subscription | undefined
    const pass = () => {
      for (const window of resampler.take()) emit(window)
      if (!scheduler) return
      timer?.unsubscribe()
      const { due } = resampler
      if (!Number.isFinite(due)) return
      const tick = () => {
        resampler.tick(scheduler.now())
        pass()
      }
      timer = scheduler.schedule(tick, Math.min(longestDelay, Math.max(0, due - scheduler.now())))
    }
    return {
      next(came) {
        if ('tick' in came) resampler.tick(came.tick)
        else resampler.add(came, scheduler?.now())
        pass()
      },
      flush() {
        resampler.flush()
        pass()
      },
      close: () => timer?.unsubscribe(),
      state: (fields) => resampler.state(fields),
    }
  })
}

/** Milliseconds of a timer, at most: more than 2³¹ would be none. */
const longestDelay = 3_600_000

function isZone(name: string): boolean {
  try {
    return name === 'UTC' || Boolean(zoneOf(name))
  } catch {
    return false
  }
}
