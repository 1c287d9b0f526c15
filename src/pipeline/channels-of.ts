import { channelsAfter } from '../operators/build-steps.ts'
import type { Pipeline } from './pipeline.ts'

/** The names of the channels that a pipeline forecasts: its targets, or the outcomes of its step `forecast`. */
export const channelsOf = ({
  source: { argument, word },
  steps,
}: Pick<Pipeline, 'source' | 'steps'>): readonly string[] => channelsAfter(steps, word.facts(argument))
