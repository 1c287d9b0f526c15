import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { until } from '../until.ts'
import { finished, start } from './command.ts'
import { hours, linesOf, live, liveFolder, outputsOf, rowsOf } from './live-run.ts'

const followed = live.replace('path: "-"', 'path: rows.ndjson, follow: true')
const rows = rowsOf(100)

/** The scores that a run prints when it is stopped. */
async function stopped(child: ReturnType<typeof start>, end: ReturnType<typeof finished>) {
  child.kill('SIGTERM')
  const { code, stdout, stderr } = await end
  return { code, stderr, scores: stdout.split('\n\n')[0] }
}

it('writes the same bytes after kills, also if the file was renamed while the run was down', {
  timeout: 600_000,
}, async () => {
  const whole = liveFolder(followed)
  writeFileSync(join(whole, 'rows.ndjson'), rows.join(''))
  const once = start(['run', 'live.yaml'], whole)
  const onceEnd = finished(once)
  await until(() => linesOf(join(whole, 'out/f.ndjson')) === 99, 'all forecasts')
  const never = await stopped(once, onceEnd)
  expect(never.code).toBe(143)

  const folder = liveFolder(followed)
  const path = join(folder, 'rows.ndjson')
  const saved = () => readdirSync(join(folder, 'state')).filter((name) => name.endsWith('.json')).length
  let child = start(['run', 'live.yaml'], folder)
  let end = finished(child)
  // There is no file at first.
  await until(() => existsSync(join(folder, 'state')), 'a checkpoint')
  for (let at = 0, files = 1; at < 100; at += 50) {
    const part = rows.slice(at, at + 50).join('')
    // Some of it is written while the run is down, and ends within a line.
    const half = part.length / 2 + 7
    appendFileSync(path, part.slice(0, half))
    await until(() => linesOf(join(folder, 'out/f.ndjson')) > at + 15, 'forecasts')
    await until(() => saved() > 1, 'a checkpoint')
    child.kill('SIGKILL')
    await end
    appendFileSync(path, part.slice(half))
    if (at !== 50) renameSync(path, `${path}.${files++}`)
    child = start(['run', 'live.yaml'], folder)
    end = finished(child)
  }
  await until(() => linesOf(join(folder, 'out/f.ndjson')) === 99, 'all forecasts')
  const last = await stopped(child, end)
  expect(last.stderr).toContain('went on after')
  expect([last.code, last.scores]).toEqual([143, never.scores])
  expect(outputsOf(folder)).toEqual(outputsOf(whole))
})

it('forecasts a row as soon as its line has ended, and shows it without a sink', async () => {
  const folder = liveFolder(followed.replace(/sinks:[\s\S]*(?=checkpoint)/, ''))
  writeFileSync(join(folder, 'rows.ndjson'), rows.slice(0, 30).join(''))
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  let stdout = ''
  child.stdout.on('data', (text) => (stdout += text))
  const seen = () => stdout.split('\n').length - 1
  await until(() => seen() === 29, 'forecasts')
  appendFileSync(join(folder, 'rows.ndjson'), rows[30]!.slice(0, 20))
  appendFileSync(join(folder, 'rows.ndjson'), rows[30]!.slice(20))
  await until(() => seen() === 31, 'one more')
  child.kill('SIGTERM')
  expect((await end).code).toBe(143)
})

it.each(['renamed', 'copied and emptied'])(
  'forecasts each row once if it is killed before its first checkpoint is due, and the file is %s while it is down',
  async (how) => {
    const folder = liveFolder(followed.replace('every: 5', 'every: 1d'))
    const path = join(folder, 'rows.ndjson')
    const out = join(folder, 'out/f.ndjson')
    const parts = [rows.slice(0, 30).join(''), rows.slice(30, 50).join('')]
    const runUntil = async (lines: number) => {
      const child = start(['run', 'live.yaml'], folder)
      const end = finished(child)
      await until(() => linesOf(out) >= lines, `${lines} lines`)
      child.kill('SIGKILL')
      await end
    }
    writeFileSync(path, parts[0]!)
    await runUntil(29)
    if (how === 'renamed') renameSync(path, `${path}.1`)
    else copyFileSync(path, `${path}.1`)
    writeFileSync(path, parts[1]!)
    await runUntil(49)
    const child = start(['run', 'live.yaml'], folder)
    const end = finished(child)
    // Only a row that is new shows that those before it were passed over.
    appendFileSync(path, rows.slice(50, 52).join(''))
    await until(() => linesOf(out) >= 52, 'the last lines')
    await stopped(child, end)
    const origins = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).origin)
    expect(origins).toEqual(Array.from({ length: 52 }, (_, i) => hours(i)))
  },
)
