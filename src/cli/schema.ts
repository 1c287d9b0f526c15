import { pipelineSchema } from '../pipeline/pipeline-schema.ts'
import type { Terminal } from './terminal.ts'

/** `rxcast schema`: the JSON Schema of pipeline files. */
export function schema(terminal: Terminal): void {
  terminal.out(`${JSON.stringify(pipelineSchema(), null, 2)}\n`)
}
