import * as z from 'zod/mini'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import { isMissing } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { rejectOf } from '../series/reject-of.ts'
import { validTime } from '../series/valid-time.ts'
import { type Fields, type Saveable, visitSaveable } from '../state/fields.ts'
import { addSteps, belongsToNext, type Duration, parseDuration } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import { required, withDefault } from '../words/option.ts'
import type { FillGapsOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { FillGapsOptions }

export const fillGapsOptions = z
  .strictObject({
    cadence: required(
      durationText,
      'Time from one observation to the next, such as 1d, 1h, 5min, 1mo, 1mo end or 1bd (business day).',
    ),
    // A month of days, or a day and a bit of hours.
    maxGap: withDefault(
      z.int().check(z.minimum(0)),
      30,
      'Largest number of observations to fill in one gap. After a longer one the next observation is marked as a restart.',
    ),
  })
  .check(z.describe('Options of `fillGaps`.'))

const argument = z.union([durationText.check(z.describe('The cadence, such as 1d or 1h.')), fillGapsOptions])

/**
 * Fills gaps with observations whose numbers are all missing (NaN), so that a step is always the same time. A gap of
 * more than `maxGap` steps is not filled, and the observation after it is marked `restart`, since the recent steps that
 * operators keep are then outdated.
 *
 * The grid starts at the first observation and again at each restart. An observation belongs to the nearest time of the
 * grid, or of one day a month (`1mo last bd`) to that of its month, and keeps its own time; it is rejected if that time of the grid is already taken or has passed.
 *
 * @param cadence a duration, or `{ cadence, maxGap }` with `maxGap` in steps
 * @param accounting `onReject` or `ledger`, to get the rejects. The ledger counts filled observations and restarts; a
 * rejected observation must be in it already, from the source or `inOrder`, and is moved. Without either, only the
 * first reject is shown, as a warning on the console.
 * @throws ConfigError with every problem of the argument
 * @example
 * const day = (text, value) => ({ time: Date.parse(text), values: [value], covariates: [] })
 * of(day('2024-01-01', 1), day('2024-01-03', 3))
 *   .pipe(fillGaps('1d'))
 *   .subscribe(({ time, values }) => console.log(new Date(time).toISOString().slice(0, 10), values[0]))
 * // 2024-01-01 1
 * // 2024-01-02 NaN
 * // 2024-01-03 3
 */
export function fillGaps(
  cadence: string | FillGapsOptions,
  accounting: Accounting = {},
): Operator<Observation, Observation> {
  const ledger = ledgerOf('fillGaps', accounting)
  const checked = checkArgument('fillGaps', argument, cadence)
  const { cadence: step, maxGap } = fillGapsOptions.parse(typeof checked === 'string' ? { cadence: checked } : checked)

  return stateful((emit) => {
    let grid: Grid | undefined
    return {
      next(observation) {
        const { time } = observation
        if (observation.future) return emit(withCadence(observation, step))
        if (!grid || observation.restart) {
          grid = new Grid(time, parseDuration(step))
          return emit(withCadence(observation, step))
        }
        const steps = grid.stepsTo(time, maxGap + 1)
        if (steps === 0) {
          const reason = `expected a step of ${step} after ${formatTimestamp(grid.time)}, got ${formatTimestamp(time)}; another cadence would keep it`
          return ledger.moveToRejected(rejectOf(observation, reason), isMissing(observation))
        }
        if (steps > maxGap + 1) {
          ledger.restart()
          grid = new Grid(time, parseDuration(step))
          return emit({ ...observation, cadence: step, restart: true })
        }
        for (let i = 1; i < steps; i++) {
          ledger.fill()
          emit({
            time: grid.advance(),
            values: missing(observation.values),
            covariates: missing(observation.covariates ?? []),
            known: observation.known && missing(observation.known),
            elsewhere: observation.elsewhere && missing(observation.elsewhere),
            issued: observation.issued,
            live: observation.live,
            key: observation.key,
            cadence: step,
          })
        }
        grid.advance()
        emit(withCadence(observation, step))
      },
      state(fields) {
        fields.same('cadence', step)
        fields.constant('maxGap', maxGap)
        grid = fields.optional(
          'grid',
          grid,
          visitSaveable(() => new Grid(0, parseDuration(step))),
        )
      },
    }
  })
}

/** The expected times, computed from the first, so that month ends are kept and jitter does not accumulate. */
class Grid implements Saveable {
  private start: number
  private readonly step: Duration
  private index = 0
  /** The last time taken. */
  time: number
  private next: number

  constructor(start: number, step: Duration) {
    this.start = start
    this.step = step
    this.time = start
    this.next = this.at(1)
  }

  /**
   * @param limit stops counting beyond this number of steps
   * @returns steps from the last time taken to the nearest to `time`; 0 if that is already taken
   */
  stepsTo(time: number, limit: number): number {
    if (time === this.next) return 1
    let steps = 0
    let nearest = this.time
    for (
      let after = this.next;
      steps <= limit && belongsToNext(time, nearest, after, this.step);
      after = this.at(this.index + steps + 1)
    ) {
      nearest = after
      steps++
    }
    return steps
  }

  advance(): number {
    this.index++
    this.time = this.next
    this.next = this.at(this.index + 1)
    return this.time
  }

  state(fields: Fields): void {
    this.start = fields.number('start', this.start, validTime)
    this.index = fields.counter('index', this.index)
    this.time = this.at(this.index)
    this.next = this.at(this.index + 1)
  }

  private at(index: number): number {
    return addSteps(this.start, this.step, index)
  }
}

const missing = ({ length }: ArrayLike<number>) => new Float64Array(length).fill(Number.NaN)

// Written out: V8 takes a microsecond to add a field to a spread object.
const withCadence = (
  { time, values, covariates, known, issued, elsewhere, offered, future, live, row, key, restart }: Observation,
  cadence: string,
): Observation => ({
  time,
  values,
  covariates,
  known,
  issued,
  elsewhere,
  offered,
  future,
  live,
  row,
  key,
  cadence,
  restart,
})

export const fillGapsWord: StepWord = {
  name: 'fillGaps',
  summary: 'Inserts observations without values at times of the cadence that the data lacks.',
  argument,
  example: '1d',
  accepts: 'Observation',
  emits: 'Observation',
  added: { at: 'cadence' },
  cadence: (argument: string | FillGapsOptions) => (typeof argument === 'string' ? argument : argument.cadence),
  build: (cadence, _context, ledger) => fillGaps(cadence, { ledger }),
}
