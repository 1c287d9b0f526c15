import type { SinkWord } from '../sinks/sink.ts'
import type { SourceWord } from '../sources/source.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Settings } from './settings.ts'

/**
 * A checked pipeline: every word is known, every argument valid, and every step fits the next. Nothing is opened yet.
 */
export interface Pipeline {
  /** The file's name without its extension, or as given to `definePipeline`. */
  readonly name: string
  /** The place of a part, such as `file:line:column`, for problems that are found later. */
  locate(path: readonly PropertyKey[]): string
  /** Absolute path of the folder that relative paths are relative to. */
  readonly folder: string
  /** Puts the values of variables into a path or an address; absent if there are none. */
  readonly expand?: ((path: string) => string) | undefined
  /** Puts the names of variables into a message in place of their values. */
  readonly hide?: ((message: string) => string) | undefined
  readonly source: CheckedCall<SourceWord>
  readonly steps: readonly CheckedCall<StepWord>[]
  /** Names of the steps and sinks added because they were left out. */
  readonly added: readonly string[]
  readonly sinks: readonly CheckedCall<SinkWord>[]
  readonly settings: Settings
}
