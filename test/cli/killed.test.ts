import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { cheap, command, days, folderWith, start } from './command.ts'

it('removes the remains of a killed run after the next one, and nothing of a run in progress', async () => {
  const live = cheap.replace('rows.csv', '"-"').replace('sinks:', 'sinks:\n  - stdout')
  const folder = folderWith({ 'rows.csv': days([0, 1, 2, 3]), 'file.yaml': cheap, 'live.yaml': live })
  const running = async () => {
    const child = start(['run', 'live.yaml', '--quiet'], folder)
    const lines = createInterface({ input: child.stdout })
    const answered = once(lines, 'line')
    child.stdin.write('date,value\n2024-01-01,x\n2024-01-01,1\n')
    await answered
    return { child, end: once(child, 'close') }
  }
  const killed = await running()
  killed.child.kill('SIGKILL')
  await killed.end
  const left = readdirSync(`${folder}/out`)
  expect(left.length).toBeGreaterThan(0)

  const going = await running()
  const ours = readdirSync(`${folder}/out`)
  expect(ours.filter((name) => left.includes(name))).toEqual([])
  expect((await command(['run', 'file.yaml'], folder)).code).toBe(0)
  expect(readdirSync(`${folder}/out`)).toEqual(['forecasts.csv', ...ours])
  going.child.stdin.end()
  expect(await going.end).toEqual([0, null])
  expect(readdirSync(`${folder}/out`)).toEqual(['forecasts.csv', 'forecasts.csv.rejects.ndjson'])
})
