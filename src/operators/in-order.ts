import { asyncScheduler, type SchedulerLike } from 'rxjs'
import * as z from 'zod/mini'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import { countingIn } from '../series/counting-in.ts'
import { FarAhead } from '../series/far-ahead.ts'
import { tellsAhead } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { endOfTimes, timeOrBefore } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { addSteps, parseDuration } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { optional, withDefault } from '../words/option.ts'
import type { InOrderOptions } from './options.generated.ts'
import { type Held, isCompleted, released, visitHeld, withRepeat } from './repeats.ts'
import { type Operator, stateful } from './stateful.ts'

export type { InOrderOptions }

export const inOrderOptions = z
  .strictObject({
    lateness: optional(
      durationText,
      'How late an observation can arrive and still be inserted in order, such as 5min. Every observation is held that long. Default: none.',
    ),
    duplicates: withDefault(
      z.enum(['first', 'last', 'mean']),
      'first',
      'What becomes of several observations with the same time: first keeps the first; last and mean take the last number of each column, or the mean of its numbers, and hold an observation until one of a later time has arrived, so that live forecasts come a row later.',
    ),
    maxFuture: optional(
      z.union([durationText, z.literal('none')]),
      'Rejects times further than this ahead of the clock, such as 1d; none: no time is too far ahead. Default: the clock is not read; a row dated further ahead than the steps and gaps of the rows before it make plausible waits until three such rows confirm the time, or until a row that goes on from those before shows that it was wrong.',
    ),
  })
  .check(z.describe('Options of `inOrder`.'))
const argument = z.prefault(inOrderOptions, {})

/**
 * Emits observations in order of time, each time once. Of several with the same time, the first is kept, or what
 * `duplicates` makes of them, and the others count as skipped. A late one is inserted in order if `lateness` permits, else
 * rejected. An observation with an infinite number, or with a time or value that is not a number, is rejected, and so is
 * one with another number of values than the first, and one dated so far ahead that all others would be late.
 *
 * With `lateness` every observation is held until one that is later by that much has arrived, with `duplicates: last` or
 * `mean` until one that is later at all; else each is emitted at once, unless its time is in doubt (`maxFuture`).
 *
 * Without `onReject` or a `ledger`, only the first reject is shown, as a warning on the console. The ledger counts each
 * observation: one with a row is in it already, from its source; the others are added.
 *
 * @param options `lateness` and `maxFuture`, durations such as `5min`, and `duplicates`
 * @param accounting `onReject` or `ledger`, to get the rejects, and `scheduler`, the clock for `maxFuture`
 * @throws ConfigError with every problem of the argument
 * @example
 * const day = (time, value) => ({ time, values: [value], covariates: [] })
 * of(day(1, 10), day(3, 30), day(3, 31), day(2, 20), day(4, 40))
 *   .pipe(inOrder({}, { onReject: ({ raw }) => console.log('rejected', raw) }))
 *   .subscribe(({ time, values }) => console.log(time, values))
 * // 1 [ 10 ]
 * // 3 [ 30 ]
 * // rejected [ '2', '20' ]
 * // 4 [ 40 ]
 */
export function inOrder(
  options?: InOrderOptions,
  accounting: Accounting & { readonly scheduler?: SchedulerLike } = {},
): Operator<Observation, Observation> {
  const { scheduler = asyncScheduler } = accounting
  const ledger = ledgerOf('inOrder', accounting)
  const { duplicates, lateness, maxFuture } = checkArgument('inOrder', argument, options)
  const late = lateness === undefined ? undefined : parseDuration(lateness)
  const ahead = maxFuture === undefined || maxFuture === 'none' ? undefined : parseDuration(maxFuture)

  return stateful((emit) => {
    const counter = countingIn(ledger)
    /** Observations held back, in order of time. */
    let held: Held[] = []
    let latest = Number.NEGATIVE_INFINITY
    let emitted = Number.NEGATIVE_INFINITY

    const release = (observation: Held) => {
      emitted = observation.time
      emit(released(observation))
    }
    const isDue = ({ time }: Observation) => (late ? time <= addSteps(latest, late, -1) : time < latest)
    /** Of a repeated time only what was issued about it is useful. */
    const repeat = (observation: Observation) => {
      counter.skip(observation)
      const { issued, values } = observation
      if (issued === undefined || !tellsAhead(observation)) return
      emit({ ...observation, values: new Float64Array(values.length).fill(Number.NaN), future: true })
    }
    const hold = (observation: Observation) => {
      let at = held.length
      while (at > 0 && held[at - 1]!.time > observation.time) at--
      const same = held[at - 1]
      if (same?.time !== observation.time) {
        counter.accept(observation)
        held.splice(at, 0, observation)
        return
      }
      repeat(observation)
      if (duplicates === 'first') return
      const together = withRepeat(same, observation, duplicates)
      held[at - 1] = together
      if (isCompleted(same, together)) counter.complete()
    }

    const order = (observation: Observation) => {
      const { time } = observation
      const holds = late !== undefined || duplicates !== 'first'
      // Held under options that a restored run no longer has.
      if (!holds) for (const earlier of held.splice(0)) release(earlier)
      if (time === emitted) return repeat(observation)
      if (time < emitted) {
        const cure = lateness ? `a lateness over ${lateness}` : 'sorted rows or a lateness'
        return counter.reject(
          observation,
          `expected a time after ${formatTimestamp(emitted)}, got ${formatTimestamp(time)}; ${cure} would keep it`,
        )
      }
      if (!holds) {
        counter.accept(observation)
        return release(observation)
      }
      hold(observation)
      latest = Math.max(latest, time)
      while (held.length > 0 && isDue(held[0]!)) release(held.shift()!)
    }
    const widths = new Widths()
    const far = new FarAhead(order, (observation, plausible) =>
      counter.reject(
        observation,
        `expected a time near ${formatTimestamp(plausible)}, got ${formatTimestamp(observation.time)}, which the rows after it do not confirm; maxFuture: none would keep it`,
      ),
    )

    return {
      next(observation) {
        const fault = faultOf(observation) ?? widths.faultOf(observation)
        if (fault) return counter.reject(observation, fault)
        // Its time is ahead of those of observations that are still to come.
        if (observation.future) {
          counter.accept(observation)
          return emit(observation)
        }
        if (maxFuture === undefined) return far.next(observation)
        if (ahead && observation.time > addSteps(scheduler.now(), ahead, 1))
          return counter.reject(
            observation,
            `expected a time no more than maxFuture, ${maxFuture}, ahead of the clock, got ${formatTimestamp(observation.time)}`,
          )
        order(observation)
      },
      flush() {
        far.flush()
        for (const observation of held.splice(0)) release(observation)
      },
      state(fields) {
        fields.constant('lateness', lateness)
        fields.constant('duplicates', duplicates)
        fields.constant('maxFuture', maxFuture)
        held = fields.list('held', held, visitHeld)
        latest = fields.number('latest', latest, timeOrBefore)
        emitted = fields.number('emitted', emitted, timeOrBefore)
        fields.part('far', far)
        fields.part('widths', widths)
      },
    }
  })
}

/** The numbers of values and covariates, which are those of the first observation. */
class Widths implements Saveable {
  private values = -1
  private covariates = -1
  private known = -1
  private elsewhere = -1

  /** Why an observation does not fit those before it, if so. */
  faultOf({ values, covariates = [], known = [], elsewhere = [] }: Observation): string | undefined {
    if (this.values < 0) {
      this.values = values.length
      this.covariates = covariates.length
      this.known = known.length
      this.elsewhere = elsewhere.length
    }
    if (values.length !== this.values)
      return `expected ${this.values} values as in the first observation, got ${values.length}`
    if (covariates.length !== this.covariates)
      return `expected ${this.covariates} covariates as in the first observation, got ${covariates.length}`
    if (known.length !== this.known)
      return `expected ${this.known} known values as in the first observation, got ${known.length}`
    if (elsewhere.length !== this.elsewhere)
      return `expected ${this.elsewhere} forecasts of elsewhere as in the first observation, got ${elsewhere.length}`
    return undefined
  }

  state(fields: Fields): void {
    this.values = fields.number('values', this.values)
    this.covariates = fields.number('covariates', this.covariates)
    this.known = fields.number('known', this.known)
    this.elsewhere = fields.number('elsewhere', this.elsewhere)
  }
}

/** Why an observation cannot be used, if so; untyped code can pass anything. */
function faultOf({ time, values, covariates = [], known = [], elsewhere = [] }: Observation): string | undefined {
  if (typeof time !== 'number' || Number.isNaN(time)) return `expected a time in milliseconds since 1970, got ${time}`
  if (Math.abs(time) >= endOfTimes)
    return `expected a time in milliseconds since 1970, before the year 10000, got ${time}; are they microseconds?`
  return (
    faultIn('values', values) ??
    faultIn('covariates', covariates) ??
    faultIn('known', known) ??
    faultIn('elsewhere', elsewhere)
  )
}

function faultIn(name: string, numbers: ArrayLike<number>): string | undefined {
  if (typeof numbers?.length !== 'number') return `expected ${name} as a list of numbers, got ${numbers}`
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i]!
    if (typeof number !== 'number' || Math.abs(number) === Number.POSITIVE_INFINITY)
      return `expected a finite number, got ${typeof number === 'number' ? number : JSON.stringify(number)}`
  }
  return undefined
}

export const inOrderWord: StepWord = {
  name: 'inOrder',
  summary: 'Emits observations in order of time, each time once; late ones are inserted in order or rejected.',
  argument,
  example: { lateness: '1h' },
  accepts: 'Observation',
  emits: 'Observation',
  added: { at: 'start' },
  build: (options, _context, ledger) => inOrder(options, { ledger }),
}
