import { Command } from 'commander'
import { expect, it } from 'vitest'
import { addWorker } from '../../src/cli/worker-command.ts'
import { memoryTerminal } from './memory-terminal.ts'

it('adds a command with options for topics, pages and logs', () => {
  const rxcast = new Command('rxcast')
  addWorker(rxcast, memoryTerminal(), () => {})
  const help = rxcast.commands[0]!.helpInformation()
  for (const option of ['--create-topics', '--partitions <number>', '--replicas <number>', '--dashboard', '--log'])
    expect(help).toContain(option)
})
