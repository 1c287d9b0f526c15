import { defaultShards } from '../operators/series-set.ts'
import type { SourceFacts } from '../sources/source.ts'
import type { Fault } from './check-call.ts'
import type { Pipeline } from './pipeline.ts'
import { checkpointOf, type Settings } from './settings.ts'

/**
 * The faults of settings that need several series, of a source with one, or of a pipeline that forecasts probabilities.
 *
 * @param outcomes whether it does
 */
export function seriesFaults({ total }: Settings, { by = [] }: SourceFacts, outcomes = false): Fault[] {
  if (total && outcomes) {
    const message = 'total: expected no total of outcomes, got true; probabilities do not add up: leave it out'
    return [{ path: ['total'], message }]
  }
  if (!total || by.length > 0) return []
  const message =
    'total: expected a source with several series, got one; name the columns that tell them apart in by, or leave out total'
  return [{ path: ['total'], message }]
}

/** Settings of a pipeline that change nothing, or that more is needed for; a sentence each. */
export function uselessSettings({ settings, source: { argument, word } }: Pipeline): string[] {
  const { maxActive, shards, threads, weights } = settings
  const { by = [] } = word.facts(argument)
  const one = (name: string) =>
    `${name}: has no effect on one series; name the columns that tell several apart in by, or leave it out`
  if (by.length === 0)
    return [
      ...(shards === defaultShards ? [] : [one('shards')]),
      ...(weights === 'own' ? [] : [one('weights')]),
      ...(threads === 1 ? [] : [one('threads')]),
      ...(maxActive === undefined ? [] : [one('maxActive')]),
    ]
  return maxActive !== undefined && !checkpointOf(settings)
    ? ['maxActive: needs a folder in which the other series wait; add checkpoint: state/NAME, or run with --checkpoint']
    : []
}
