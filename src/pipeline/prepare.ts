import type { Json } from '../checkpoint/what-differs.ts'
import { ConfigError } from '../errors.ts'
import { channelsAfter } from '../operators/build-steps.ts'
import { type InOrderOptions, inOrderWord } from '../operators/in-order.ts'
import type { Plan } from '../run/plan.ts'
import type { SinkPlace } from '../sinks/sink.ts'
import { ThreadedPartition, type ThreadOptions } from '../threads/threaded-partition.ts'
import type { Context, StepWord } from '../word.ts'
import { chainOf, choicesOf } from './chain.ts'
import type { CheckedCall } from './check-call.ts'
import { leadFaults } from './check-leads.ts'
import { flowCall } from './flow.ts'
import { inPlace } from './in-place.ts'
import { isLive } from './is-live.ts'
import { limitsOf } from './limits-of.ts'
import { columnsBefore, offeredLeads } from './offered-leads.ts'
import type { Pipeline } from './pipeline.ts'
import { uselessSettings } from './series-settings.ts'
import { type Overrides, survey } from './survey.ts'
import { totalPlan, untilScored } from './total-plan.ts'

/**
 * Turns a pipeline into the plan of a run. Nothing stays open.
 *
 * @throws ConfigError, or DataError if the source cannot be read at all
 */
export async function prepare(pipeline: Pipeline, overrides: Overrides = {}): Promise<Plan> {
  const { strict, maxMemory, context, steps, guessed } = await survey(pipeline, overrides)
  const { cadence, seasons } = context
  const faults = leadFaults(steps, pipeline.sinks, cadence)
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ path, message }) => ({ where: pipeline.locate(path), message })))
  const columns = await columnsBefore(pipeline)
  const offered = columns && offeredLeads(pipeline, cadence, columns)
  if (offered && offered.problems.length > 0) throw new ConfigError(offered.problems)
  const { shards, total, weights } = pipeline.settings
  const { maxActive = pipeline.settings.maxActive, threads = pipeline.settings.threads } = overrides
  const series = { shards, weights, maxMemory }
  return {
    name: pipeline.name,
    folder: pipeline.folder,
    expand: pipeline.expand,
    hide: pipeline.hide,
    source(place) {
      // Each once: the header of a file that is followed counts again when a longer one replaces it.
      const told = new Set<string>()
      return pipeline.source.word.build(pipeline.source.argument, {
        ...place,
        // The rows before it may have been forecast already: problems are notes, and do not end the run.
        ...(!columns && {
          onHeader(header) {
            const { notes, problems } = offeredLeads(pipeline, cadence, header)
            for (const notice of [...notes, ...problems.map(({ message }) => message)]) {
              if (!told.has(notice)) place.tell?.(notice)
              told.add(notice)
            }
          },
        }),
      })
    },
    live: isLive(pipeline),
    operators: (ledger) => chainOf(steps, context, ledger),
    sinks: pipeline.sinks.map(
      (call) => (place: SinkPlace) =>
        call.word.build(call.argument, { ...place, located: (error) => inPlace(error, pipeline, call) }),
    ),
    series,
    total: total ? totalPlan(steps, context) : undefined,
    // A strict run ends within a batch, at the row that could not be used.
    partition:
      threads > 1 && !strict ? threaded(total ? untilScored(steps) : steps, context, { threads, series }) : undefined,
    maxActive,
    strict,
    merges: mergesRepeats(steps),
    cadence,
    known: context.known,
    channels: channelsAfter(steps, context),
    limits: limitsOf(steps, context.targets),
    holidays: context.holidays,
    season: seasons?.[0],
    settings: settingsOf(pipeline, steps, context),
    added: [
      ...steps.filter(({ path }) => path === undefined).map(flowCall),
      ...pipeline.sinks.filter(({ path }) => path === undefined).map(({ word }) => word.name),
    ],
    notes: [
      ...(guessed ? [`cadence ${cadence}: the first rows show it`] : []),
      ...choicesOf(steps, context),
      ...uselessSettings(pipeline),
    ],
    assumptions: knownFrom(pipeline),
    warnings: offered?.notes ?? [],
  }
}

/** Whether a step puts rows of the same time together. */
const mergesRepeats = (steps: readonly Pick<CheckedCall<StepWord>, 'word' | 'argument'>[]): boolean =>
  steps.some(({ argument, word }) => word === inOrderWord && (argument as InOrderOptions).duplicates !== 'first')

/** From when on values of columns known ahead count, if the source does not say when they were issued. */
function knownFrom(pipeline: Pipeline): string[] {
  const { argument, word } = pipeline.source
  const { known = [] } = word.facts(argument)
  const { issued } = argument as { readonly issued?: string | undefined }
  if (known.length === 0 || issued !== undefined || isLive(pipeline)) return []
  const count = known.length === 1 ? 'counts' : 'count'
  return [`${known.join(', ')} ${count} as known from the first row on; if not, name the column of the issue: issued`]
}

/** Where steps run in threads. */
const threaded = (
  steps: readonly CheckedCall<StepWord>[],
  context: Context,
  options: ThreadOptions,
): NonNullable<Plan['partition']> => {
  const portable = { steps: steps.map(({ word, argument }) => ({ name: word.name, argument })), context }
  return (receiver) => new ThreadedPartition(portable, receiver, options)
}

/** What the state of a run depends on, as JSON, with the names of variables in place of their values. */
function settingsOf(
  { hide = (text) => text, settings, source }: Pipeline,
  steps: readonly CheckedCall<StepWord>[],
  { cadence, seasons, seed }: Context,
): Json {
  const { whereabouts = ['path'] } = source.word
  const argument = Object.entries(source.argument as Record<string, Json>)
  const state = {
    source: { [source.word.name]: Object.fromEntries(argument.filter(([name]) => !whereabouts.includes(name))) },
    steps: steps.map(({ word, argument }) => ({ [word.name]: argument as Json })),
    cadence,
    seasons,
    seed,
    ...(settings.total ? { total: true } : {}),
    weights: settings.weights === 'shared' ? `shared (${settings.shards} shards)` : 'own',
  }
  const hidden = (text: string): string => JSON.parse(hide(JSON.stringify(hide(text))))
  return JSON.parse(JSON.stringify(state), (_, value) => (typeof value === 'string' ? hidden(value) : value))
}
