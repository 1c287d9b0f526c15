import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { selfContainedPage } from '../../src/page/page.ts'
import { encodeRecording } from '../../src/recording/encode.ts'
import { Recorder } from '../../src/recording/recorder.ts'
import { serveRuns } from '../../src/server/runs.ts'
import { scoredWeather } from './scored-weather.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rxcast-runs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(name: string, rows: number) {
  const recorder = new Recorder({ id: name, title: name, series: ['temp_max'], budget: 1 << 20 })
  recorder.write(scoredWeather({ rows }))
  const recording = encodeRecording(recorder.recording(0))
  writeFileSync(
    join(folder, `${name}.html`),
    selfContainedPage(
      { title: name, by: [], shown: [{ name, series: 0, recording }], more: 0 },
      { script: '', style: '' },
    ),
  )
  return recording
}

describe('the server of finished runs', () => {
  it('lists and serves the reports of a folder, including later ones', async () => {
    const weather = write('weather', 100)
    writeFileSync(join(folder, 'other.html'), '<p>not a report</p>')
    writeFileSync(join(folder, 'weather.csv'), 'series\n')
    const { url, close } = await serveRuns(folder, { port: 0 })
    const list = async () => (await (await fetch(new URL('runs.json', url))).json()) as { name: string }[]
    expect(await list()).toEqual([
      {
        name: 'weather',
        several: false,
        title: 'weather',
        series: ['temp_max'],
        observations: 100,
        state: weather.status.state,
        skill: weather.status.scores!.skillPersistence[0],
      },
    ])
    expect(await (await fetch(new URL('runs/weather.json', url))).json()).toEqual(weather)
    write('stocks', 5)
    expect((await list()).map(({ name }) => name)).toEqual(['stocks', 'weather'])
    await close()
  })

  it('serves one report at its own path', async () => {
    write('weather', 5)
    write('stocks', 5)
    const { url, close } = await serveRuns(join(folder, 'stocks.html'), { port: 0 })
    expect(await (await fetch(new URL('runs.json', url))).json()).toHaveLength(1)
    await close()
  })

  it('opens no file but the reports it found', async () => {
    write('weather', 5)
    writeFileSync(join(folder, 'secret.json'), '{}')
    const { url, close } = await serveRuns(folder, { port: 0 })
    for (const name of ['secret.json', '..%2Fsecret.json', '%2e%2e%2fetc%2fpasswd', 'nothing.json']) {
      expect((await fetch(new URL(`runs/${name}`, url))).status).toBe(404)
    }
    await close()
  })

  it('explains what to do if there is no report', async () => {
    await expect(serveRuns(join(folder, 'nowhere'), { port: 0 })).rejects.toThrow(
      /nowhere: expected a report or a folder of them, got none; add "- report: out\/name\.html"/,
    )
  })
})
