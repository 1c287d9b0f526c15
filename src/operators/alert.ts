import * as z from 'zod/mini'
import { ConfigError, DataError } from '../errors.ts'
import { type Alarm, AlertWatch } from '../events/alert-watch.ts'
import { targetName } from '../events/series-watch.ts'
import { spanText } from '../events/words.ts'
import type { Limit } from '../series/limit.ts'
import type { Scored } from '../series/scored.ts'
import type { Saveable } from '../state/fields.ts'
import { demandSpec, isCount } from '../state/spec.ts'
import { addSteps, parseDuration } from '../time/duration.ts'
import type { StepWord } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import { durationText } from '../words/duration-text.ts'
import type { ArgumentProblem } from '../words/issues.ts'
import { defaultSentence, optional, required } from '../words/option.ts'
import { LazyState } from './lazy-state.ts'
import type { AlertOptions } from './options.generated.ts'
import { type Operator, stateful } from './stateful.ts'

export type { AlertOptions }

const limitExpected = 'above or below, a number to compare with; or of an outcome, probability alone'

/** Of ten alerts, about eight come true. */
const usualProbability = 0.8

export const alertOptions = z
  .strictObject({
    above: optional(z.number(), 'Fires if the target is going to be above this, in units of the data.'),
    below: optional(z.number(), 'Fires if the target is going to be below this; instead of above.'),
    within: required(
      z.union([z.int().check(z.minimum(1)), durationText], {
        error: 'a duration such as 24h, or a number of steps such as 3',
      }),
      'From now on: steps, or a duration such as 24h. Only the leads that are forecast count.',
    ),
    probability: optional(
      z.number().check(z.minimum(0.01), z.maximum(0.99)),
      `How probable it must be, 0.01 … 0.99. The alert ends when it is half as probable. For an outcome it is given alone: the alert fires if the outcome is that probable. ${defaultSentence(usualProbability)}`,
    ),
    target: optional(
      z.union([z.string(), z.int().check(z.minimum(0))]),
      'The target that it is about: by name in a pipeline file, by position from 0 in code. Default: each of them.',
    ),
  })
  .check(
    z.superRefine(({ above, below, probability }, context) => {
      if ((above === undefined) !== (below === undefined)) return
      if (above === undefined && probability !== undefined) return
      const message = above === undefined ? limitExpected : 'either above or below; omit one'
      context.addIssue({ code: 'custom', path: ['above'], input: above, message })
    }),
    z.describe('Options of `alert`.'),
  )

type Options = z.output<typeof alertOptions>

/**
 * Adds an event to the `events` of a scored forecast when a target is probable to pass a limit within a span, and one
 * when it no longer is: `alert`, and `recovered` when the probability is half of that stated. The probability follows
 * from point and intervals: the point is the median, the ends of an interval of level L are the quantiles (1 ± L) / 2,
 * and between and beyond them it goes on as in a normal distribution. For a span it is the largest of its leads. Of an
 * outcome it is the probability that is forecast, and there is no limit: `{ probability: 0.8, within: '7d' }`.
 *
 * @param options `above` or `below`, `within`, `probability`, `target`
 * @throws ConfigError with every problem of the options
 * @example
 * const hour = 3_600_000
 * const wave = (i) => 25 + 10 * Math.sin(i / 8) + (i % 3)
 * range(0, 40)
 *   .pipe(
 *     map((i) => ({ time: i * hour, values: [wave(i)] })),
 *     forecast({ horizon: 6, season: 'none', cadence: '1h', experts: ['drift', 'persistence'] }),
 *     score(),
 *     alert({ above: 30, within: '6h', probability: 0.8 }),
 *   )
 *   .subscribe(({ events = [] }) => events.forEach(({ kind, reason }) => console.log(kind, reason)))
 * // alert the value above 30 within 6h has a probability of 80 %: 33.45 is forecast for 1970-01-01 07:00
 * // recovered the value above 30 within 6h has a probability of 27 % now; it was above, with 32.85 at 1970-01-01 05:00
 */
export function alert(options: AlertOptions): Operator<Scored, Scored> {
  return alertWith(options)
}

/** `alert` with the names of the targets of a pipeline. */
function alertWith(
  options: AlertOptions,
  { targets = [] }: { readonly targets?: readonly string[] } = {},
): Operator<Scored, Scored> {
  const checked = checkArgument('alert', alertOptions, options)
  const { target } = checked
  const alarm = alarmOf(checked)
  return stateful((emit) => {
    const watches = new LazyState((spec, room) => {
      const channels = Number(spec)
      demandSpec(isCount(channels, 1) && channels <= room, spec)
      const named = targets.length > 0 ? targets : Array.from({ length: channels }, (_, i) => String(i))
      const about = channelsOf(target, named)
      if (about.length === 0) throw new ConfigError([{ where: 'alert.target:', message: unknown(target!, named) }])
      return new Watches(about.map((channel) => new AlertWatch(alarm, targetName(targets, channel, channels), channel)))
    })
    return {
      next(scored) {
        const { value = watches.begin(String(scored.observation.values.length)) } = watches
        const fault = misfit(checked, scored.outcomes !== undefined)
        if (fault !== undefined) throw new DataError(`alert: expected ${fault}`)
        if (!alarm.outcome) demandIntervals(scored)
        demandLead(scored, checked.within, alarm)
        emit(scored.withEvents(value.all.flatMap((watch) => watch.add(scored) ?? [])))
      },
      state: (fields) => fields.part('watches', watches),
    }
  })
}

/** The positions of the targets that an alert is about; none if there is no such target. */
function channelsOf(target: Options['target'], targets: readonly string[]): readonly number[] {
  const all = targets.map((_, i) => i)
  return target === undefined ? all : all.filter((i) => targets[i] === String(target) || i === target)
}

function limitsOf({ above, below, target }: Options, targets: readonly string[]): readonly Limit[] {
  if (above === undefined && below === undefined) return []
  const limit: Limit = above === undefined ? { side: 'below', value: below! } : { side: 'above', value: above }
  return target === undefined ? [limit] : channelsOf(target, targets).map((channel) => ({ ...limit, channel }))
}

/** One for each target that the alert is about. */
class Watches implements Saveable {
  readonly all: readonly AlertWatch[]

  constructor(all: readonly AlertWatch[]) {
    this.all = all
  }

  state(fields: Parameters<Saveable['state']>[0]): void {
    fields.parts('all', this.all)
  }
}

function alarmOf({ above, below, within, probability }: Options): Alarm {
  const outcome = above === undefined && below === undefined
  return {
    side: above === undefined && !outcome ? -1 : 1,
    limit: above ?? below ?? 0.5,
    outcome,
    within: typeof within === 'number' ? within : parseDuration(within),
    span: typeof within === 'number' ? `${within} steps` : within,
    probability: probability ?? usualProbability,
  }
}

/** What was expected instead, if the options are about values and the forecasts about outcomes, or the reverse. */
function misfit({ above, below }: Options, outcomes: boolean): string | undefined {
  const limit = above ?? below
  if (outcomes === (limit === undefined)) return undefined
  return outcomes
    ? `probability alone, as the forecasts are of outcomes, got ${above === undefined ? 'below' : 'above'} ${limit}; write such as { probability: 0.8, within: 7 }`
    : `${limitExpected}, got neither; add above or below`
}

/** @throws DataError if the forecasts have no intervals */
function demandIntervals({ levels }: Scored): void {
  if (levels.length === 0)
    throw new DataError(
      'alert: expected forecasts with intervals, got none; give forecast intervals such as [0.8, 0.95]',
    )
}

/** @throws DataError if no lead is within the span */
function demandLead({ leads, origin, times }: Scored, within: Options['within'], alarm: Alarm): void {
  const first =
    typeof alarm.within === 'number' ? leads[0]! <= alarm.within : times[0]! <= addSteps(origin, alarm.within, 1)
  // While the cadence is unknown, so are the times.
  if (first || Number.isNaN(times[0])) return
  const ahead = typeof alarm.within === 'number' ? `${leads[0]} steps` : spanText(times[0]! - origin)
  throw new DataError(`alert.within: expected a span with a lead in it, got ${within}; the shortest is ${ahead} ahead`)
}

/** The problem of a span that ends before the first step does. */
function tooShort(within: Options['within'], cadence: string | undefined): ArgumentProblem[] {
  if (typeof within === 'number' || cadence === undefined) return []
  const [span, step] = [parseDuration(within), parseDuration(cadence)]
  // The lengths of other steps depend on the calendar: their forecasts show it.
  if (span.kind !== 'fixed' || step.kind !== 'fixed' || span.ms >= step.ms) return []
  return [{ path: ['within'], message: `expected a span of one step, ${cadence}, or more, got "${within}"` }]
}

function misfits(options: Options, outcomes: boolean): ArgumentProblem[] {
  const fault = misfit(options, outcomes)
  return fault === undefined ? [] : [{ path: [], message: `expected ${fault}` }]
}

const unknown = (target: string | number, targets: readonly string[]) =>
  `expected the name of a target, got "${target}"; the targets are ${targets.join(', ')}`

/** The word `alert` of the pipeline file. */
export const alertWord: StepWord = {
  name: 'alert',
  summary: 'Says when a target is likely to pass a limit within a span, by the distribution that is forecast.',
  argument: alertOptions,
  example: { above: 30, within: '24h', probability: 0.8 },
  accepts: 'Scored',
  emits: 'Scored',
  check: (options: Options, { outcomes = false, targets }, stated): ArgumentProblem[] => [
    ...misfits(options, outcomes),
    ...(options.target === undefined || targets.includes(String(options.target)) || typeof options.target === 'number'
      ? []
      : [{ path: ['target'], message: unknown(options.target, targets) }]),
    ...tooShort(options.within, stated?.cadence),
  ],
  limits: limitsOf,
  build: alertWith,
}
