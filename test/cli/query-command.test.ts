import { expect, it } from 'vitest'
import { program } from '../../src/cli/program.ts'
import { memoryTerminal } from './memory-terminal.ts'

it('answers on the command line, and ends with the code of a command line that has a fault', async () => {
  const terminal = memoryTerminal()
  expect(await program(['query', 'select 1 as a', '--csv'], terminal)).toBe(0)
  expect(terminal.written.out).toBe('a\n1\n')
  expect(await program(['query', 'selec 1', '--json'], terminal)).toBe(2)
  expect(terminal.written.out).toContain('"where": "query:1:1"')
  expect(terminal.written.err).toContain('  selec 1\n  ^\nquery:1:1 expected SQL, got syntax error at or near "selec"')
})
