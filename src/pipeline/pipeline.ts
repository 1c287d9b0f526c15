import type { SinkWord } from '../sinks/sink.ts'
import type { SourceWord } from '../sources/source.ts'
import type { StepWord } from '../word.ts'
import type { CheckedCall } from './check-call.ts'
import type { Settings } from './settings.ts'

/** A pipeline that has been checked: every word known, every argument right, every step fitting the next. Nothing is opened yet. */
export interface Pipeline {
  /** What to call it: the file's name without its ending. */
  readonly name: string
  /** Where a part of it stands, such as `file:line:column`: for what turns out to be wrong only later. */
  locate(path: readonly PropertyKey[]): string
  /** Absolute path of the folder that relative paths count from. */
  readonly folder: string
  readonly source: CheckedCall<SourceWord>
  readonly steps: readonly CheckedCall<StepWord>[]
  /** Names of the steps and sinks put in because they were left out. */
  readonly added: readonly string[]
  readonly sinks: readonly CheckedCall<SinkWord>[]
  readonly settings: Settings
}
