import { describe, expect, it } from 'vitest'
import { ProgressLine } from '../../src/cli/progress.ts'
import { memoryTerminal } from './memory-terminal.ts'

const clean = (text: string) => text.replaceAll(/<[^>]+>/g, '')

describe('ProgressLine', () => {
  it('draws a bar of the share read, over the previous one', () => {
    const terminal = memoryTerminal(true)
    const line = new ProgressLine('weather', terminal, 0)
    line.update({ rows: 730, fraction: 0.5 }, 100)
    expect(clean(terminal.written.err)).toBe(`\r\u001b[Kweather  ${'━'.repeat(16)}${'─'.repeat(16)}  50 %  730 rows`)
  })

  it('shows the speed once it is meaningful', () => {
    const terminal = memoryTerminal(true)
    new ProgressLine('live', terminal, 0).update({ rows: 2000, fraction: undefined }, 1000)
    expect(terminal.written.err).toBe('\r\u001b[Klive  2,000 rows  2,000/s')
  })

  it('draws at most as often as eyes can follow, and leaves no trace', () => {
    const terminal = memoryTerminal(true)
    const line = new ProgressLine('x', terminal, 0)
    for (let now = 0; now < 240; now += 10) line.update({ rows: now, fraction: undefined }, now)
    line.clear()
    expect(terminal.written.err.split('\r\u001b[K')).toHaveLength(5)
    expect(terminal.written.err.endsWith('\r\u001b[K')).toBe(true)
  })

  it('writes nothing if it is not a terminal', () => {
    const terminal = memoryTerminal(false)
    const line = new ProgressLine('x', terminal, 0)
    line.update({ rows: 1, fraction: 1 }, 1000)
    line.clear()
    expect(terminal.written.err).toBe('')
  })
})
