import type { SeriesOptions } from '../operators/series-set.ts'
import type { SavedState, StateId } from '../shards/partition.ts'
import type { Context } from '../word.ts'
import type { Pack } from './pack.ts'
import type { Recorded } from './recording.ts'

/** Steps as data: a thread gets no functions. */
export interface PortableSteps {
  /** Names of the words and their checked arguments. */
  readonly steps: readonly { readonly name: string; readonly argument: unknown }[]
  readonly context: Context
}

/** What a thread begins with. */
export interface ThreadData extends PortableSteps {
  readonly series: SeriesOptions
  /** Whether to measure what each row takes. */
  readonly timed: boolean
}

type Keys = readonly (readonly string[])[]

/** What a thread is asked for, and what it answers. Requests are answered one after the other. */
export interface Calls {
  /** @param rows `count` times: whether it is watched, and the observation */
  take(request: { rows: Pack; count: number; states: readonly SavedState[] }): Recorded
  flush(request: { series: Keys; watched: readonly boolean[]; states: readonly SavedState[] }): Recorded
  save(request: { ids: readonly StateId[] }): Uint8Array[]
  drop(request: { series: Keys }): undefined
  /** Read by `readReports`. */
  report(request: { series: Keys }): Pack
  busy(request: { series: Keys }): Keys
}

export type Call = keyof Calls

export interface Request<C extends Call = Call> {
  readonly call: C
  readonly request: Parameters<Calls[C]>[0]
}

/** The answer, or the error that ended the thread's work. */
export type Answer = { readonly answer: unknown } | { readonly error: Pack }
