import { sinkConnectors, sourceConnectors } from '../connectors/connectors.ts'
import { steps } from '../operators/steps.ts'
import { sinks } from '../sinks/sinks.ts'
import { sources } from '../sources/sources.ts'

/** All words of pipeline files, by place. */
export const registry = {
  source: [...sources, ...sourceConnectors],
  steps,
  sinks: [...sinks, ...sinkConnectors],
} as const

/** A place for words in a pipeline file. */
export type Place = keyof typeof registry
