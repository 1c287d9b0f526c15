import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { until } from '../until.ts'
import { cheap, command, days, finished, folderWith, rxcast, start } from './command.ts'
import { linesOf, live, liveFolder, outputsOf, rowsOf } from './live-run.ts'

const rows = rowsOf(200)
/** A folder in which a run got all rows at once. */
const whole = (async () => {
  const folder = liveFolder()
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.end(rows.join(''))
  return { ...(await end), outputs: outputsOf(folder) }
})()
const hasForecasts = (folder: string) => until(() => linesOf(join(folder, 'out/f.ndjson')) > 0, 'forecasts')

it('goes on after it was halted, with the rows that were sent meanwhile', async () => {
  const folder = liveFolder()
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.write(rows.slice(0, 60).join(''))
  await hasForecasts(folder)
  for (let from = 60; from < 180; from += 40) {
    child.kill('SIGSTOP')
    child.stdin.write(rows.slice(from, from + 40).join(''))
    await delay(300)
    child.kill('SIGCONT')
    await delay(30)
  }
  child.stdin.end(rows.slice(180).join(''))
  const { code, stdout } = await end
  expect([code, stdout]).toEqual([0, (await whole).stdout])
  expect(outputsOf(folder)).toEqual((await whole).outputs)
})

/** Moves both clocks of a process by up to a day, back and forth, at every look. */
const clock = `let looks = 0
const step = () => (++looks % 7 - 3) * 28_800_000
const { now } = Date
Date.now = () => now() + step()
const OwnDate = Date
globalThis.Date = class extends OwnDate { constructor(...given) { given.length > 0 ? super(...given) : super(OwnDate.now()) } }
Object.defineProperty(performance, 'timeOrigin', { get: () => now() + step() })
`
it('writes the same with a clock that steps back and forth, and checkpoints go on', async () => {
  const folder = liveFolder(live.replace('every: 5', 'every: 200ms'))
  writeFileSync(join(folder, 'clock.mjs'), clock)
  const env = { ...process.env, NODE_OPTIONS: `--import=${join(folder, 'clock.mjs')}` }
  const child = spawn(process.execPath, [rxcast, 'run', 'live.yaml'], { cwd: folder, env })
  const end = finished(child)
  const newest = () =>
    existsSync(join(folder, 'state'))
      ? (readdirSync(join(folder, 'state'))
          .filter((name) => name.endsWith('.json'))
          .sort()
          .at(-1) ?? '')
      : ''
  for (let from = 0; from < rows.length; from += 50) {
    const before = newest()
    child.stdin.write(rows.slice(from, from + 50).join(''))
    await until(() => newest() > before, 'a checkpoint')
  }
  child.stdin.end()
  const { code, stdout } = await end
  expect([code, stdout]).toEqual([0, (await whole).stdout])
  expect(outputsOf(folder)).toEqual((await whole).outputs)
})

it('keeps a second run out of its checkpoints and its outputs, until it is killed', async () => {
  const folder = liveFolder()
  for (const [name, text] of [
    ['state.yaml', live.replaceAll('out/', 'other/')],
    ['outputs.yaml', live.replace('dir: state', 'dir: other-state')],
  ])
    writeFileSync(join(folder, name!), text!)
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.write(rows.slice(0, 60).join(''))
  await hasForecasts(folder)
  const before = readFileSync(join(folder, 'out/f.ndjson'))
  const state = await command(['run', 'state.yaml'], folder)
  expect([state.code, state.stderr]).toEqual([1, expect.stringMatching(/state: .*(used|use|run)/)])
  expect(existsSync(join(folder, 'other'))).toBe(false)
  const outputs = await command(['run', 'outputs.yaml'], folder)
  expect([outputs.code, outputs.stderr]).toEqual([
    1,
    expect.stringContaining('out/f.csv: expected a file that no other run writes'),
  ])
  expect(readFileSync(join(folder, 'out/f.ndjson')).subarray(0, before.length)).toEqual(before)
  child.kill('SIGKILL')
  await end
  const next = start(['run', 'live.yaml'], folder)
  const nextEnd = finished(next)
  next.stdin.end(rows.join(''))
  expect((await nextEnd).code).toBe(0)
  expect(outputsOf(folder)).toEqual((await whole).outputs)
})

it.runIf(process.platform !== 'win32')('goes on after a kill with rows that come through a named pipe', async () => {
  const folder = liveFolder(live.replace('"-"', 'rows.pipe'))
  const pipe = join(folder, 'rows.pipe')
  execFileSync('mkfifo', [pipe])
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  const first = createWriteStream(pipe).on('error', () => {})
  first.write(rows.slice(0, 60).join(''))
  await hasForecasts(folder)
  child.kill('SIGKILL')
  await end
  first.destroy()
  const next = start(['run', 'live.yaml'], folder)
  const nextEnd = finished(next)
  createWriteStream(pipe).end(rows.join(''))
  expect((await nextEnd).code).toBe(0)
  expect(outputsOf(folder)).toEqual((await whole).outputs)
})

const printed = cheap.replace('csv: out/forecasts.csv', 'stdout')
const many = days(Array.from({ length: 5000 }, (_, i) => i % 7))

it('ends when the reader of standard output is gone', async () => {
  const folder = folderWith({ 'rows.csv': many, 'p.yaml': printed })
  const shell = spawn('sh', ['-c', '"$0" "$1" run p.yaml 2>err | head -1', process.execPath, rxcast], { cwd: folder })
  const { code, stdout } = await finished(shell)
  expect([code, stdout.split('\n').length]).toEqual([0, 2])
  expect(readFileSync(join(folder, 'err'), 'utf8')).not.toMatch(/EPIPE|Error/)
})

it.each(process.env.LONG ? (['SIGTERM', 'SIGINT'] as const) : (['SIGTERM'] as const))(
  'ends by two %s when nobody reads its rows, and goes on afterwards',
  async (signal) => {
    const kept = `${live}  - stdout\n`.replace(/(checkpoint: .*\n)(.*\n)/, '$2$1')
    const folder = liveFolder(kept)
    const child = start(['run', 'live.yaml'], folder)
    const closed = once(child, 'exit')
    child.stdin.on('error', () => {})
    let told = ''
    child.stderr.on('data', (text) => {
      told += text
    })
    child.stdin.write(rowsOf(1500).join(''))
    await hasForecasts(folder)
    child.kill(signal)
    // Two signals at once are one, so it is sent again and again.
    await until(() => told.includes('stopping'), 'that it is stopping')
    const again = setInterval(() => child.kill(signal), 200)
    const [code, by] = await closed
    clearInterval(again)
    expect(by ?? code).toBeOneOf([signal, signal === 'SIGTERM' ? 143 : 130])
    child.stdout.destroy()
    const next = start(['run', 'live.yaml'], folder)
    const end = finished(next)
    next.stdin.end(rowsOf(1510).join(''))
    expect((await end).code).toBe(0)
    const lines = readFileSync(join(folder, 'out/f.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).origin)
    expect(lines).toEqual([...new Set(lines)])
    expect(lines).toHaveLength(1509)
  },
)
