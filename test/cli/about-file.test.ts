import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { aboutFile } from '../../src/cli/about-file.ts'

describe('aboutFile', () => {
  it('reads what the user says about a file', () => {
    const command = aboutFile(new Command('forecast'))
    const args = ['a.csv', '--target', 'x,y', '--where', 'store=1', '--horizon', '7', '--as-of', '2024-01-31', '--all']
    command.parse(args, { from: 'user' })
    expect(command.args).toEqual(['a.csv'])
    expect(command.opts()).toEqual({
      target: ['x', 'y'],
      where: { store: 1 },
      horizon: 7,
      asOf: '2024-01-31',
      all: true,
    })
  })
})
