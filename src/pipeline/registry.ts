import { steps } from '../operators/steps.ts'
import { sinks } from '../sinks/sinks.ts'
import { sources } from '../sources/sources.ts'

/** Every word that a pipeline file may hold, by the place where it stands: the one table. */
export const registry = { source: sources, steps, sinks } as const

/** A place in a pipeline file where words stand. */
export type Place = keyof typeof registry
