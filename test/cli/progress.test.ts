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

  it('counts the rows read ahead, and the bytes of a look', () => {
    const terminal = memoryTerminal(true)
    const line = new ProgressLine('big', terminal, 0)
    line.bytes({ bytesRead: 2e6, bytesTotal: undefined }, 100)
    line.update({ rows: 900_000, fraction: undefined, ahead: true }, 2000)
    line.update({ rows: 500, fraction: undefined }, 3000)
    expect(terminal.written.err.split('\r\u001b[K')).toEqual([
      '',
      'big  2.0 MB',
      'big  900,000 rows read',
      'big  500 rows  500/s',
    ])
  })

  it('cuts a long name', () => {
    const terminal = memoryTerminal(true)
    new ProgressLine('x'.repeat(200), terminal, 0).update({ rows: 1, fraction: undefined }, 100)
    expect(terminal.written.err).toContain(`${'x'.repeat(25)}…  1 rows`)
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
