import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'
import { until } from '../until.ts'
import { finished, start } from './command.ts'
import { acknowledged, hours, linesOf, live, liveFolder, outputsOf, rowsOf } from './live-run.ts'

/** `KILLS=50` for more. */
const kills = Number(process.env.KILLS ?? 3)
const rows = rowsOf(60 * (kills + 1))
const scores = (stdout: string) => stdout.split('\n\n')[0]

/** Sends all rows to a run, and ends its input. */
async function sent(folder: string, from = 0) {
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.end(rows.slice(from).join(''))
  return end
}

/** The number of the newest checkpoint that covers rows; 0 if there is none. */
function saved(folder: string): number {
  const state = join(folder, 'state')
  const name = existsSync(state)
    ? readdirSync(state)
        .filter((each) => each.endsWith('.json'))
        .sort()
        .at(-1)
    : undefined
  if (name === undefined) return 0
  try {
    return readFileSync(join(state, name), 'utf8').includes('["source",') ? Number(/\d+/.exec(name)) : 0
  } catch {
    return 0
  }
}

/** Sends rows in pieces of random size, and kills the run at a random moment. */
async function killed(folder: string, from: number, to: number, random: Random) {
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.on('error', () => {})
  const before = saved(folder)
  const early = random.uniform() < 0.1
  const killing = (async () => {
    if (!early) await until(() => saved(folder) > before || child.exitCode !== null, 'a checkpoint')
    await delay(random.uniform() * (early ? 300 : 60))
    child.kill('SIGKILL')
  })()
  // Also within a line.
  const text = rows.slice(from, to).join('')
  for (let at = 0; at < text.length && child.signalCode === null; ) {
    const length = 1 + Math.floor(random.uniform() * 400)
    child.stdin.write(text.slice(at, at + length))
    at += length
    await delay(1)
  }
  await killing
  const { code, stderr } = await end
  expect([code, stderr.replace(/^(note|goes on after|forecasts go to) .*\n/gm, '')]).toEqual([null, ''])
}

describe.each([
  [
    'the last row that its checkpoint covers',
    (time: number) => rows.findIndex((_, i) => !(Date.parse(hours(i)) <= time)),
  ],
  ['the first row', () => 0],
])('a live run that gets its rows again from %s', (_, next) => {
  it('forecasts and scores after any number of kills as if it had never stopped', { timeout: 600_000 }, async () => {
    const whole = liveFolder()
    const never = await sent(whole)
    expect([never.code, outputsOf(whole).rejects.length]).toEqual([0, rows.length / 10])
    const folder = liveFolder()
    const random = new Random(propertySeed)
    const from = async () => next(await acknowledged(join(folder, 'state')))
    for (let i = 1; i <= kills; i++)
      await killed(folder, await from(), Math.floor((rows.length * i) / (kills + 1)), random)
    const last = await sent(folder, await from())
    expect(last.stderr).toContain('went on after')
    expect([last.code, scores(last.stdout)]).toEqual([0, scores(never.stdout)])
    expect(outputsOf(folder)).toEqual(outputsOf(whole))
  })
})

it('writes each row once if it is killed before a checkpoint is due, and gets its rows again', async () => {
  const [folder, whole] = [1, 2].map(() => liveFolder(live.replace('every: 5', 'every: 1d'))) as [string, string]
  // The first checkpoint of a live run, after its first rows, may have been written or not.
  const from = () => rows.findIndex((_, i) => !(Date.parse(hours(i)) <= covered))
  let covered = Number.NaN
  for (const count of [20, 40]) {
    const child = start(['run', 'live.yaml'], folder)
    const end = finished(child)
    child.stdin.write(rows.slice(from(), count).join(''))
    await until(() => linesOf(join(folder, 'out/f.ndjson')) > count / 2, 'forecasts')
    child.kill('SIGKILL')
    await end
    covered = await acknowledged(join(folder, 'state'))
  }
  const [got, expected] = await Promise.all([sent(folder, from()), sent(whole)])
  expect([got.code, got.stdout]).toEqual([0, expected.stdout])
  expect(outputsOf(folder)).toEqual(outputsOf(whole))
})

it('has a gap, and a line that says so, if rows were sent while it was down', async () => {
  const folder = liveFolder(live.replace('fillGaps: 1h', 'fillGaps: { cadence: 1h, maxGap: 2 }'))
  const child = start(['run', 'live.yaml'], folder)
  const end = finished(child)
  child.stdin.write(rows.slice(0, 30).join(''))
  // The first one has no row.
  await until(() => existsSync(join(folder, 'state/checkpoint-00000002.json')), 'a checkpoint')
  child.kill('SIGKILL')
  await end
  const { code, stderr } = await sent(folder, 48)
  expect(code).toBe(0)
  expect(stderr).toMatch(/rows after 2024-01-0[12]T\d\d:00:00.000Z that were read before the restart are a gap/)
  const origins = readFileSync(join(folder, 'out/f.csv'), 'utf8').match(/2024-01-0[23]T\d\d/g)!
  expect([origins.includes('2024-01-02T17'), origins.includes('2024-01-03T03')]).toEqual([false, true])
})
