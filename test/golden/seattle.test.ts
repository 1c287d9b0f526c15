import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { command, folderWith } from '../cli/command.ts'

const pipeline = readFileSync('pipelines/weather.yaml', 'utf8').replaceAll('../', '')
const data = readFileSync('data/seattle-weather.csv', 'utf8').split('\n').slice(0, 501)
const lastKnown = 400

/** Runs the weather pipeline over these lines in a folder of its own; the bytes of what it wrote. */
async function forecasts(lines: readonly string[]) {
  const folder = folderWith({ 'weather.yaml': pipeline.replace('data/seattle-weather.csv', 'rows.csv') })
  writeFileSync(join(folder, 'rows.csv'), lines.join('\n'))
  const { code, stdout, stderr } = await command(['run', 'weather.yaml'], folder)
  expect(code).toBe(0)
  // With other rows at the end, a note says that the series has changed.
  expect(stderr).toMatch(/^(note .*\n)?wrote out\/weather.csv, out\/weather.html\n$/)
  const written = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
  return { stdout, csv: written('weather.csv'), html: written('weather.html') }
}

describe('the weather pipeline, from file to file', () => {
  it('writes the same bytes in every run', async () => {
    const once = await forecasts(data)
    expect(await forecasts(data)).toEqual(once)
  })

  it('does not use the future: other later rows change no byte of earlier forecasts', async () => {
    const changed = data.map((line, i) => {
      if (i <= lastKnown || line === '') return line
      const [date, ...cells] = line.split(',')
      return [date, ...cells.map((cell, c) => (c < 4 ? String(100 - 3 * Number(cell)) : 'sun'))].join(',')
    })
    const before = await forecasts(data)
    const after = await forecasts(changed)
    const origin = `${data[lastKnown]!.split(',')[0]}T00:00:00.000Z`
    const knownThen = (csv: string) => csv.slice(0, csv.lastIndexOf(`,${origin},`))
    expect(knownThen(before.csv).split('\n').length).toBeGreaterThan(7 * (lastKnown - 1))
    expect(knownThen(after.csv)).toBe(knownThen(before.csv))
    // The change was there to be seen, once it could be.
    expect(after.csv).not.toBe(before.csv)
  })

  it('has the recorded scores', async () => {
    const folder = folderWith({
      'naive.yaml': pipeline.replace('season: 1y', 'season: 1y, experts: [persistence, seasonalNaive]'),
    })
    cpSync('data', join(folder, 'data'), { recursive: true })
    const { stdout } = await command(['run', 'naive.yaml'], folder)
    await expect(stdout).toMatchFileSnapshot('naive.txt')
  })
})
