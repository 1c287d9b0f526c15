import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'
import { cheap, commandHere, folderWith } from './command.ts'

/** `NIGHTS=100` for more. */
const nights = Number(process.env.NIGHTS ?? 10)
const nightly = `${cheap}  - ndjson: out/forecasts.ndjson
  - csv: { path: out/latest.csv, only: latest }
  - report: out/report.html
checkpoint: { dir: state }
`
const outputs = ['forecasts.csv', 'forecasts.ndjson', 'latest.csv', 'report.html', 'forecasts.csv.rejects.ndjson']
const header = 'date,value\n'
const random = new Random(propertySeed)
const rowOf = (day: number) => {
  const value = day % 9 === 4 ? 'n/a' : day % 11 === 5 ? '' : (random.uniform() * 100).toFixed(2)
  return `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${value}\n`
}

it(`writes after ${nights} nights what one run over all rows writes`, { timeout: 600_000 }, async () => {
  const folder = folderWith({ 'nightly.yaml': nightly, 'rows.csv': header })
  const input = join(folder, 'rows.csv')
  let all = header
  let day = 0
  const add = (count: number) => {
    const rows = Array.from({ length: count }, () => rowOf(day++)).join('')
    all += rows
    return rows
  }
  let half = ''
  for (let night = 1; night <= nights; night++) {
    const kind = night === 1 ? 'rows' : (['half', 'rows', 'nothing', 'rows', 'rotated', 'rows'] as const)[night % 6]!
    const before = day
    if (kind === 'rotated') writeFileSync(input, header)
    if (kind !== 'nothing') appendFileSync(input, half + add(half === '' && kind !== 'half' ? 7 : 3))
    half = ''
    if (kind === 'half') {
      const row = add(1)
      const shown = 3 + Math.floor(random.uniform() * (row.length - 4))
      appendFileSync(input, row.slice(0, shown))
      half = row.slice(shown)
    }
    const { code, stderr } = await commandHere(['run', 'nightly.yaml'], folder)
    expect([night, code, stderr]).toEqual([night, 0, expect.any(String)])
    if (kind === 'nothing') expect([day, stderr]).toEqual([before, expect.stringContaining('nothing was added to')])
    if (kind === 'rotated') expect(stderr).toContain('was replaced by one of later rows since the checkpoint')
  }
  appendFileSync(input, half)
  const last = await commandHere(['run', 'nightly.yaml'], folder)
  const once = folderWith({ 'nightly.yaml': nightly, 'rows.csv': all })
  const whole = await commandHere(['run', 'nightly.yaml'], once)
  expect([last.code, whole.code]).toEqual([0, 0])
  for (const name of outputs) {
    const [got, expected] = [folder, once].map((each) => readFileSync(join(each, 'out', name), 'utf8'))
    // The lines of rejects are those of the file that they were in, and tell their places on the page.
    const without = (text: string) => text.replaceAll(/"line":\d+,/g, '').replace(/"marks":\[.*?\]/, '')
    expect([name, without(got!)]).toEqual([name, without(expected!)])
  }
  expect(last.stdout.split('\n\n')[0]).toBe(whole.stdout.split('\n\n')[0])
  for (const each of [folder, once]) rmSync(each, { recursive: true })
})
