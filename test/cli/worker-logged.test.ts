import { expect, it } from 'vitest'
import { cheap, command, days, folderWith } from './command.ts'

it('logs why a worker could not begin, and nothing else', async () => {
  const folder = folderWith({ 'rows.csv': days([1, 2]), 'a.yaml': cheap })
  const { code, stderr, stdout } = await command(['worker', 'a.yaml', '--log', 'json'], folder)
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect([code, stdout]).toEqual([2, ''])
  expect(lines.map(({ event }) => event)).toEqual(['start', 'failure'])
  expect(lines[1]).toMatchObject({
    code: 2,
    problems: [{ message: expect.stringContaining('expected the source kafka') }],
  })
})
