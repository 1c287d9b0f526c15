import { describe, expect, it } from 'vitest'
import { processTerminal } from '../../src/cli/terminal.ts'

/** What processTerminal looks at of a process; the rest of one is of no interest to it. */
function fake(isTTY: boolean, env: NodeJS.ProcessEnv) {
  const written: string[] = []
  const stream = { isTTY, columns: 100, write: (text: string) => written.push(text) }
  const terminal = processTerminal({ stdout: stream, stderr: stream, env } as unknown as NodeJS.Process)
  return { terminal, written }
}

describe('processTerminal', () => {
  it('uses colours on a screen', () => {
    const { terminal } = fake(true, {})
    expect(terminal.paint('bold', 'MAE')).toBe('\u001b[1mMAE\u001b[22m')
    expect(terminal.paint('good', '+1 %', 'err')).toBe('\u001b[32m+1 %\u001b[39m')
  })

  it('uses none in a file, on a dumb terminal, or if NO_COLOR is set', () => {
    expect(fake(false, {}).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { TERM: 'dumb' }).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { NO_COLOR: '1' }).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { NO_COLOR: '1', FORCE_COLOR: '1' }).terminal.paint('bold', 'MAE')).toBe('MAE')
  })

  it('uses colours for a pager that asks for them', () => {
    expect(fake(false, { FORCE_COLOR: '1' }).terminal.paint('dim', 'x')).toBe('\u001b[2mx\u001b[22m')
    expect(fake(true, { FORCE_COLOR: '0' }).terminal.paint('dim', 'x')).toBe('x')
    // An empty NO_COLOR is none, says no-color.org.
    expect(fake(true, { NO_COLOR: '' }).terminal.paint('dim', 'x')).toBe('\u001b[2mx\u001b[22m')
  })

  it('writes to the two streams', () => {
    const { terminal, written } = fake(false, {})
    terminal.out('a')
    terminal.err('b')
    expect(written).toEqual(['a', 'b'])
    expect(terminal.columns).toBe(100)
  })
})
