import type { CallTree } from './call.ts'
import type { SettingOptions } from './options.generated.ts'

/** A pipeline as plain data, from a file or written in code. */
export interface PipelineTree extends SettingOptions {
  readonly source: CallTree
  readonly steps?: readonly CallTree[] | undefined
  readonly sinks?: readonly CallTree[] | undefined
}
