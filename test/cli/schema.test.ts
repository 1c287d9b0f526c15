import { expect, it } from 'vitest'
import { schema } from '../../src/cli/schema.ts'
import { pipelineSchema } from '../../src/pipeline/pipeline-schema.ts'
import { memoryTerminal } from './memory-terminal.ts'

it('schema prints the JSON Schema of pipeline files', () => {
  const terminal = memoryTerminal()
  schema(terminal)
  expect(JSON.parse(terminal.written.out)).toEqual(pipelineSchema())
})
