import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { until } from '../until.ts'
import { cheap, command, days, folderWith, start } from './command.ts'

const live = cheap.replace('rows.csv', '"-"')
const refusal = 'out/forecasts.csv: expected a file that no other run writes, got one that is being written'

/** The text of a file as soon as it ends as asked for. */
async function textOf(path: string, ending: RegExp): Promise<string> {
  let text = ''
  const ends = () => {
    text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    return ending.test(text)
  }
  await until(ends, () => `${ending} in ${text}`)
  return text
}

it('keeps what a killed live run forecast, lets others read it meanwhile, and adds to it', async () => {
  const folder = folderWith({ 'rows.csv': days([0, 1, 2, 3]), 'file.yaml': cheap, 'live.yaml': live })
  const forecasts = join(folder, 'out/forecasts.csv')
  const running = async (day: number) => {
    const child = start(['run', 'live.yaml', '--quiet'], folder)
    const end = once(child, 'close')
    child.stdin.write(`date,value\n2024-01-0${day},x\n2024-01-0${day},1\n`)
    const text = await textOf(forecasts, new RegExp(`value,2024-01-0${day}T.*\n$`))
    return { child, end, text }
  }
  const first = await running(1)
  first.child.kill('SIGKILL')
  await first.end
  expect(readFileSync(forecasts, 'utf8').startsWith(first.text)).toBe(true)
  expect(readFileSync(`${forecasts}.rejects.ndjson`, 'utf8').trim().split('\n')).toHaveLength(1)
  // As if it had been killed within a line.
  writeFileSync(forecasts, 'value,2024-0', { flag: 'a' })

  const second = await running(3)
  expect(second.text.startsWith(first.text)).toBe(true)
  for (const name of ['file.yaml', 'live.yaml']) {
    const { code, stderr } = await command(['run', name, '--quiet'], folder)
    expect([code, stderr]).toEqual([1, expect.stringContaining(refusal)])
  }
  second.child.stdin.end()
  expect(await second.end).toEqual([0, null])
  const lines = readFileSync(forecasts, 'utf8').trim().split('\n')
  expect(lines.filter((line) => line.startsWith('series,'))).toHaveLength(1)
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([7]))
  expect(readdirSync(join(folder, 'out'))).toEqual(['forecasts.csv', 'forecasts.csv.rejects.ndjson'])
})

it('takes up nothing of a killed run without a checkpoint, and leaves nothing of it', async () => {
  const rows = days(Array.from({ length: 20_000 }, (_, i) => i % 7))
  const folder = folderWith({ 'rows.csv': rows, 'file.yaml': cheap })
  const part = join(folder, 'out/forecasts.csv.part')
  const killed = start(['run', 'file.yaml', '--quiet', '--speed', '10'], folder)
  const end = once(killed, 'close')
  await until(() => existsSync(part), part)
  expect((await command(['run', 'file.yaml', '--quiet'], folder)).stderr).toContain(refusal)
  killed.kill('SIGKILL')
  await end
  expect(readdirSync(join(folder, 'out'))).toEqual(['forecasts.csv.part'])
  expect((await command(['run', 'file.yaml', '--quiet'], folder)).code).toBe(0)
  expect(readdirSync(join(folder, 'out'))).toEqual(['forecasts.csv'])
  expect(readFileSync(join(folder, 'out/forecasts.csv'), 'utf8').trim().split('\n')).toHaveLength(1 + 2 * 20_000)
})
