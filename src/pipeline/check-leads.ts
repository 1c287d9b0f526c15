import { notForecast } from '../sinks/selection.ts'
import type { SinkWord } from '../sinks/sink.ts'
import type { StepWord } from '../word.ts'
import { type CheckedCall, type Fault, faultOf } from './check-call.ts'

/** The leads that the steps forecast; undefined if only the rows can show them, or no step forecasts. */
export const leadsMade = (steps: readonly CheckedCall<StepWord>[], cadence: string | undefined) =>
  steps.map(({ argument, word }) => word.leads?.(argument, cadence)).find((leads) => leads !== undefined)

/**
 * The faults of sinks that ask for leads that are not forecast.
 *
 * @param cadence undefined if only the rows can show it
 */
export function leadFaults(
  steps: readonly CheckedCall<StepWord>[],
  sinks: readonly (CheckedCall<SinkWord> | undefined)[],
  cadence: string | undefined,
): Fault[] {
  const made = leadsMade(steps, cadence)
  if (!made) return []
  return sinks.flatMap((sink) => {
    if (!sink?.path) return []
    const { leads = [] } = Object(sink.argument) as { readonly leads?: readonly number[] | undefined }
    const missing = leads.find((lead) => !made.includes(lead))
    if (missing === undefined) return []
    return [faultOf(sink.word.name, sink.path, { path: ['leads'], message: notForecast(missing, made) })]
  })
}
