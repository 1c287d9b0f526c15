import { describe, expect, it } from 'vitest'
import { processTerminal } from '../../src/cli/terminal.ts'
import { command, days, folderWith } from './command.ts'

/** What processTerminal looks at of a process; the rest of one is of no interest to it. */
function fake(isTTY: boolean, env: NodeJS.ProcessEnv) {
  const written: string[] = []
  const stream = { isTTY, columns: 100, write: (text: string) => written.push(text) }
  const terminal = processTerminal({ stdout: stream, stderr: stream, env } as unknown as NodeJS.Process)
  return { terminal, written }
}

describe('processTerminal', () => {
  it('uses colours on a screen', () => {
    const { terminal, written } = fake(true, {})
    terminal.out(terminal.paint('bold', 'MAE'))
    terminal.err(terminal.paint('good', '+1 %', 'err'))
    expect(written).toEqual(['\u001b[1mMAE\u001b[22m', '\u001b[32m+1 %\u001b[39m'])
  })

  it('uses none in a file, on a dumb terminal, or if NO_COLOR is set', () => {
    expect(fake(false, {}).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { TERM: 'dumb' }).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { NO_COLOR: '1' }).terminal.paint('bold', 'MAE')).toBe('MAE')
    expect(fake(true, { NO_COLOR: '1', FORCE_COLOR: '1' }).terminal.paint('bold', 'MAE')).toBe('MAE')
  })

  it('uses colours for a pager that asks for them', () => {
    const { terminal, written } = fake(false, { FORCE_COLOR: '1' })
    terminal.out(terminal.paint('dim', 'x'))
    expect(written).toEqual(['\u001b[2mx\u001b[22m'])
    expect(fake(true, { FORCE_COLOR: '0' }).terminal.paint('dim', 'x')).toBe('x')
    // An empty NO_COLOR is none, says no-color.org.
    expect(fake(true, { NO_COLOR: '' }).terminal.paint('dim', 'x')).not.toBe('x')
  })

  it('shows what would act on a terminal as text, on a screen and in a file', () => {
    for (const isTTY of [true, false]) {
      const { terminal, written } = fake(isTTY, { NO_COLOR: '1' })
      terminal.err('\u001b[2J\u001b[31m\u0007a\rb\u009b1A\u202ec\u2066\tä\n')
      terminal.redraw('\u001b[K')
      expect(written).toEqual([
        '\\u001b[2J\\u001b[31m\\u0007a\\u000db\\u009b1A\\u202ec\\u2066\tä\n',
        '\r\u001b[K\\u001b[K',
      ])
    }
  })

  it('keeps the meaning of JSON', () => {
    const { terminal, written } = fake(true, {})
    const value = { 'a\u001b[31m': '\u202e\u009b\n"\\' }
    terminal.out(JSON.stringify(value))
    expect(JSON.parse(written[0]!)).toEqual(value)
    for (const acting of ['\u001b', '\u202e', '\u009b']) expect(written[0]).not.toContain(acting)
  })

  it('writes to the two streams', () => {
    const { terminal, written } = fake(false, {})
    terminal.out('a')
    terminal.err('b')
    expect(written).toEqual(['a', 'b'])
    expect(terminal.columns).toBe(100)
  })
})

it('prints no escape from names, cells and paths, whatever command reads them', async () => {
  const evil = '\u001b]0;title\u0007\u001b[2J\u009b31m\u202e'
  const folder = folderWith({
    [`${evil}.csv`]: days([1, 2, 3, 4, evil, 6]).replace('value', `v${evil}`),
    'names.yaml': JSON.stringify({
      source: { csv: { path: `${evil}.csv`, time: 'date', target: `v${evil}` } },
      steps: [{ forecast: { horizon: 2, season: 'none', experts: ['persistence'] } }],
    }),
    'wrong.yaml': JSON.stringify({ source: { csv: { path: `no${evil}`, time: evil, target: 'a' } }, [evil]: 1 }),
  })
  const all = await Promise.all(
    [
      ['run', 'names.yaml'],
      ['run', 'names.yaml', '--strict'],
      ['run', 'names.yaml', '--json'],
      ['check', 'wrong.yaml'],
      ['check', 'wrong.yaml', '--json'],
      ['run', `${evil}.yaml`],
      ['forecast', `${evil}.csv`],
      [evil],
      ['run', '--seed', evil],
    ].map((args) => command(args, folder)),
  )
  for (const { stdout, stderr } of all) {
    expect(`${stdout}${stderr}`).toContain('\\u202e')
    for (const acting of ['\u001b', '\u0007', '\u009b', '\u202e']) expect(`${stdout}${stderr}`).not.toContain(acting)
  }
  for (const i of [2, 4]) expect(() => JSON.parse(all[i]!.stdout)).not.toThrow()
})
