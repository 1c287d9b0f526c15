import { steps } from '../operators/steps.ts'
import { sinks } from '../sinks/sinks.ts'
import { sources } from '../sources/sources.ts'

/** All words of pipeline files, by place. */
export const registry = { source: sources, steps, sinks } as const

/** A place for words in a pipeline file. */
export type Place = keyof typeof registry
