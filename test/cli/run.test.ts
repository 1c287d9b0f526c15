import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { cheap, command, commandHere, days, finished, folderWith, start } from './command.ts'

const live = `source: { ndjson: '-' }
steps:
  - inOrder
  - forecast: { horizon: 2, season: none, cadence: 1d, experts: [persistence], intervals: [] }
  - score
`
const row = (day: number, value: number) => `${JSON.stringify({ time: `2024-01-0${day}`, value })}\n`

describe('rxcast run', () => {
  it('prints scores to stdout and notes to stderr, and writes the sinks', async () => {
    // Persistence misses 0 1 1 3 by 1, 0, 2 at lead 1 and by 1, 2 at lead 2.
    const folder = folderWith({ 'rows.csv': days([0, 1, 1, 3]), 'a.yaml': cheap })
    const { code, stdout, stderr } = await command(['run', 'a.yaml'], folder)
    expect([code, stderr]).toEqual([0, 'wrote out/forecasts.csv\n'])
    expect(stdout.split('\n')).toEqual([
      'value',
      expect.stringMatching(/^ {2}lead +MAE +RMSE +MASE +vs persistence +vs seasonal naive +in 80 % +scored$/),
      expect.stringMatching(/^ {2}1 +1\.000 +1\.291 +1\.000 +0\.0 % +– +\S+ %? +3$/),
      expect.stringMatching(/^ {2}2 +1\.500 +1\.581 +1\.500 +0\.0 % +– +\S+ %? +2$/),
      expect.stringMatching(/^ {2}1–2 +1\.200 /),
      '  strongest naive forecast: the last value, MAE 1.200 (chosen afterwards); as good as it',
      '',
      'value',
      expect.stringMatching(/^ +forecast +80 % sure it is$/),
      expect.stringMatching(/^ {2}Thu {2}4 Jan 2024 +3 +last value$/),
      expect.stringMatching(/^ {2}Fri {2}5 Jan 2024 +3\.0 +-?[\d.]+ to [\d.]+$/),
      expect.stringMatching(/^ {2}Sat {2}6 Jan 2024 +3\.0 +-?[\d.]+ to [\d.]+$/),
      '',
      '4 rows = 4 accepted + 0 imputed + 0 rejected + 0 skipped',
      '',
    ])
    const rows = readFileSync(`${folder}/out/forecasts.csv`, 'utf8').split('\n')
    expect(rows[0]).toBe('series,origin,time,lead,forecast,lower_80,upper_80')
    expect(rows[8]).toMatch(/^value,2024-01-04T00:00:00\.000Z,2024-01-06T00:00:00\.000Z,2,3,/)
  })

  it('names the steps that it added', async () => {
    const folder = folderWith({
      'rows.csv': days([0, 1, 2, 3, 4]),
      'a.yaml': 'source:\n  csv: { path: rows.csv, time: date, target: value }\n',
    })
    const { code, stderr } = await commandHere(['run', 'a.yaml'], folder)
    expect([code, stderr]).toEqual([0, 'put in: inOrder, fillGaps: 1d, forecast, score\n'])
  })

  it('explains its choices with --explain, and is silent with --quiet', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 2]), 'a.yaml': cheap.replace('  - fillGaps: 1d\n', '') })
    expect((await commandHere(['run', 'a.yaml', '--explain'], folder)).stderr).toContain(
      'cadence 1d: the first rows show it\n',
    )
    expect(await commandHere(['run', 'a.yaml', '--quiet'], folder)).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  it('prints a JSON summary with --json', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 1, 'x', 3]), 'a.yaml': cheap })
    const { stdout } = await commandHere(['run', 'a.yaml', '--json', '--quiet'], folder)
    const summary = JSON.parse(stdout)
    expect(summary).toMatchObject({
      name: 'a',
      source: 'rows.csv',
      cadence: '1d',
      season: null,
      rows: { rows: 5, accepted: 4, imputed: 0, rejected: 1, skipped: 0, filled: 1, restarts: 0 },
      outputs: ['out/forecasts.csv', 'out/forecasts.csv.rejects.ndjson'],
      stopped: false,
      failure: null,
    })
    expect(summary.series[0].target).toBe('value')
    expect(summary.next).toMatchObject([{ series: 'value', lead: 1, forecast: 3 }, { lead: 2 }])
    expect(summary.series[0].scores.map(({ lead }: { lead: unknown }) => lead)).toEqual([1, 2, 'all'])
  })

  it('writes rejected rows beside the first output, with their reasons', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 'x', 1]), 'a.yaml': cheap })
    await commandHere(['run', 'a.yaml'], folder)
    const [line, rest] = readFileSync(`${folder}/out/forecasts.csv.rejects.ndjson`, 'utf8').split('\n')
    expect(JSON.parse(line!)).toMatchObject({ file: 'rows.csv', line: 3, column: 'value', raw: ['2024-01-02', 'x'] })
    expect(rest).toBe('')
  })

  it('stops with --strict at the first row that cannot be used, writes what came before it, and exits with 1', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 'x', 3]), 'a.yaml': cheap })
    const { code, stderr } = await command(['run', 'a.yaml', '--strict'], folder)
    expect(code).toBe(1)
    expect(stderr).toContain('stopped rows.csv:4 value: expected a number, got "x"')
    expect(stderr).toContain('wrote out/forecasts.csv')
    const rows = readFileSync(`${folder}/out/forecasts.csv`, 'utf8').trim().split('\n').slice(1)
    expect(new Set(rows.map((row) => row.split(',')[1]))).toEqual(
      new Set(['2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z']),
    )
  })

  it('exits with 1 if there is nothing to read, and leaves no file', async () => {
    const folder = folderWith({ 'a.yaml': cheap.replace('rows.csv', 'gone.csv') })
    const { code, stdout, stderr } = await commandHere(['run', 'a.yaml'], folder)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      'stopped gone.csv: expected a file to read, got no such file; check the path, which is relative to the pipeline file\n',
    )
    expect(existsSync(`${folder}/out/forecasts.csv`)).toBe(false)
  })

  it('exits with 2 if the pipeline is invalid, and reports the place without a stack trace', async () => {
    const folder = folderWith({ 'a.yaml': cheap.replace('horizon: 2', 'horizon: two').replace('- score', '- scor') })
    const { code, stdout, stderr } = await command(['run', 'a.yaml'], folder)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(
      /^a\.yaml:6:26 forecast\.horizon: expected .*\na\.yaml:7:5 expected one of .*got "scor"; did you mean "score"\?\n2 problems\n$/,
    )
  })

  it('locates problems in the pipeline that appear only in the data', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1]), 'a.yaml': cheap.replace('season: none', 'season: 1h') })
    const { code, stderr } = await commandHere(['run', 'a.yaml'], folder)
    expect(code).toBe(2)
    expect(stderr).toBe('a.yaml:6:37 forecast.season: expected a season longer than the cadence 1d, got "1h"\n')
    expect(existsSync(`${folder}/out`) ? readdirSync(`${folder}/out`) : []).toEqual([])
  })

  it('leaves stdout to the sink that writes there, and prints the scores to stderr', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 2]), 'a.yaml': cheap.replace('out/forecasts.csv', "'-'") })
    const { stdout, stderr } = await command(['run', 'a.yaml'], folder)
    expect(stdout.split('\n')).toHaveLength(1 + 3 * 2 + 1)
    expect(stdout).toMatch(/^series,origin,time,lead,forecast/)
    expect(stderr).toContain('3 rows = 3 accepted')
  })

  it('answers a row on standard input with its forecast before the next row is sent', async () => {
    const folder = folderWith({ 'live.yaml': `${live}sinks: [stdout]\n` })
    const child = start(['run', 'live.yaml', '--quiet'], folder)
    const end = finished(child)
    const lines = createInterface({ input: child.stdout })
    for (const [day, value] of [
      [1, 10],
      [2, 12],
      [3, 11],
    ] as const) {
      const answer = once(lines, 'line')
      child.stdin.write(row(day, value))
      const [line] = await answer
      expect(JSON.parse(line)).toMatchObject({
        origin: `2024-01-0${day}T00:00:00.000Z`,
        observed: value,
        forecast: [value, value],
      })
    }
    child.stdin.end()
    expect((await end).code).toBe(0)
  })

  it.each([
    ['SIGINT', 'Ctrl-C', 130, 'press Ctrl-C again to cancel'],
    ['SIGTERM', 'SIGTERM', 143, 'a second SIGTERM cancels'],
    ['SIGHUP', 'SIGHUP', 129, 'a second SIGHUP cancels'],
  ] as const)(
    'ends at %s with everything so far written, reports it, and has its exit code',
    async (signal, cause, expected, again) => {
      const folder = folderWith({ 'live.yaml': `${live}sinks: [stdout, { csv: out/live.csv }]\n` })
      const child = start(['run', 'live.yaml'], folder)
      const end = finished(child)
      const lines = createInterface({ input: child.stdout })
      const answered = once(lines, 'line')
      child.stdin.write(row(1, 10))
      await answered
      child.kill(signal)
      const { code, stderr } = await end
      expect(code).toBe(expected)
      expect(stderr).toContain(`stopping: forecasting the rows read so far; ${again}\n`)
      expect(stderr).toContain('1 rows = 1 accepted')
      expect(stderr).toContain(`wrote out/live.csv\nstopped by ${cause}: everything read until then is written\n`)
      expect(readFileSync(`${folder}/out/live.csv`, 'utf8').split('\n')).toHaveLength(1 + 2 + 1)
      expect(readdirSync(`${folder}/out`)).toEqual(['live.csv'])
    },
  )

  it('shows the run in the browser, and stays until Ctrl-C', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 2, 3]), 'a.yaml': cheap })
    const child = start(['run', 'a.yaml', '--dashboard', '0', '--speed', '1000'], folder)
    const end = finished(child)
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    await expect.poll(() => said).toContain('the dashboard stays open until Ctrl-C')
    const url = said.match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0]
    const recording = await (await fetch(`${url}run.json`)).json()
    expect(recording).toMatchObject({
      run: { title: 'a', series: ['value'] },
      status: { state: 'ended', observations: 4, rows: { rows: 4, accepted: 4 } },
    })
    child.kill('SIGINT')
    expect((await end).code).toBe(0)
  })

  it('serves other machines with --host, behind a token', async () => {
    const folder = folderWith({ 'rows.csv': days([0, 1, 2, 3]), 'a.yaml': cheap })
    const child = start(['run', 'a.yaml', '--dashboard', '0', '--host', '0.0.0.0'], folder)
    const end = finished(child)
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    await expect.poll(() => said).toContain('the dashboard stays open until Ctrl-C')
    const urls = [...said.matchAll(/^dashboard (http\S+)$/gm)].map(([, url]) => new URL(url!))
    expect(urls[0]!.hostname).toBe('127.0.0.1')
    for (const url of urls) {
      expect(url.searchParams.get('token')).toMatch(/^[\w-]{24}$/)
      expect((await fetch(url)).status).toBe(200)
      expect((await fetch(url.origin)).status).toBe(401)
    }
    child.kill('SIGINT')
    expect((await end).code).toBe(0)
  })

  it('ends with warnings, also with --quiet: lost rows, and an assumed time zone', async () => {
    const hours = (mark: string) =>
      `date,value\n${Array.from({ length: 12 }, (_, i) => `2024-01-01${mark}${String(i).padStart(2, '0')}:00,${i % 4 === 3 ? 'x' : i}\n`).join('')}`
    const pipeline = cheap.replace('1d', '1h')
    const folder = folderWith({
      'rows.csv': hours(' '),
      'a.yaml': pipeline,
      'b.yaml': pipeline.replace('time:', 'zone: UTC, time:'),
    })
    const { code, stderr } = await commandHere(['run', 'a.yaml'], folder)
    expect(code).toBe(0)
    expect(stderr).toContain(
      'note 3 of 12 rows were not used (3 rejected, 0 skipped); the most frequent reason, 3 times: rows.csv:5 value: expected a number, got "x"',
    )
    expect(stderr.match(/^note times without an offset were read as UTC; set zone/gm)).toHaveLength(1)
    expect((await commandHere(['run', 'a.yaml', '-q'], folder)).stderr.match(/^.*? /gm)).toEqual(['note ', 'note '])
    expect((await commandHere(['run', 'b.yaml'], folder)).stderr).not.toContain('UTC')
    expect(JSON.parse((await commandHere(['run', 'a.yaml', '--json'], folder)).stdout).warnings).toHaveLength(2)
  })
})
