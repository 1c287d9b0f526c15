import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addSimulate } from '../../src/cli/simulate-command.ts'
import { memoryTerminal } from './memory-terminal.ts'

describe('addSimulate', () => {
  it('adds a command that says what it plays to', () => {
    const rxcast = new Command('rxcast')
    addSimulate(rxcast, memoryTerminal(), () => {})
    const help = rxcast.commands[0]!.helpInformation()
    for (const option of ['--mqtt [url]', '--ws', '--http', '--speed <factor>', '--run <pipeline>'])
      expect(help).toContain(option)
  })

  it('refuses a speed of 0', async () => {
    const rxcast = new Command('rxcast').exitOverride().configureOutput({ writeErr: () => {} })
    addSimulate(rxcast, memoryTerminal(), () => {})
    const args = ['simulate', 'a.csv', '--ws', '--speed', '0']
    for (const command of rxcast.commands) command.exitOverride().configureOutput({ writeErr: () => {} })
    await expect(rxcast.parseAsync(args, { from: 'user' })).rejects.toThrow('expected a number above 0')
  })
})
