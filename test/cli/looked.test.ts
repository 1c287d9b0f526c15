import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { looked } from '../../src/cli/looked.ts'
import { days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

describe('looked', () => {
  it('looks at a file with progress, which leaves no trace', async () => {
    const path = join(folderWith({ 'rows.csv': days([1, 2, 4]) }), 'rows.csv')
    const terminal = memoryTerminal(true)
    const found = await looked(path, {}, terminal)
    expect(found).toMatchObject({ look: { time: ['date'], targets: ['value'], cadence: '1d' } })
    const [before, ...drawn] = terminal.written.err.split('\r\u001b[K')
    const after = drawn.pop()
    expect([before, ...new Set(drawn.map((line) => line.slice(0, 9))), after]).toEqual(['', 'looking  ', ''])
  })

  it('passes on what the user knows', async () => {
    const path = join(
      folderWith({ 'rows.csv': 'day,a,b\n2024-01-01,1,2\n2024-01-02,2,3\n2024-01-03,4,1\n' }),
      'rows.csv',
    )
    const found = await looked(path, { target: ['b'] }, memoryTerminal())
    expect(found).toMatchObject({ look: { targets: ['b'], source: { csv: { target: 'b' } } } })
  })

  it('ends with the reason if there is nothing to forecast', async () => {
    const path = join(folderWith({ 'rows.csv': '' }), 'rows.csv')
    await expect(looked(path, {}, memoryTerminal())).rejects.toThrow('got an empty file')
  })
})
