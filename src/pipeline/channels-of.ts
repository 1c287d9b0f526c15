import { channelsAfter } from '../operators/build-steps.ts'
import type { Pipeline } from './pipeline.ts'

/** The names of the channels that a pipeline forecasts: its targets, or the outcomes of its step `forecast`. */
export const channelsOf = ({
  source: { argument, word },
  steps,
}: Pick<Pipeline, 'source' | 'steps'>): readonly string[] => channelsAfter(steps, word.facts(argument))

/** The names of its channels, and of the columns that tell its series apart. */
export const namesOf = (pipeline: Pick<Pipeline, 'source' | 'steps'>) => {
  const { argument, word } = pipeline.source
  return { series: channelsOf(pipeline), by: word.facts(argument).by }
}
