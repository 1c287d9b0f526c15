import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'
import { command, commandHere, finished, start } from './command.ts'

/** `KILLS=200` for more. */
const kills = Number(process.env.KILLS ?? 2)
/**
 * Rows of each file, of its beginning and its end; of one file enough for a full replay store. `KEPT_ROWS=Infinity`
 * runs all.
 */
const rowsOf = (name: string) => Number(process.env.KEPT_ROWS ?? (name === 'weather' ? 600 : 200))

/** The rows of a file in another one. */
function copyRows(from: string, to: string, rows: number): void {
  const lines = readFileSync(from, 'utf8').split('\n')
  const some = lines.length > rows ? [...lines.slice(0, rows / 2 + 1), ...lines.slice(-rows / 2)] : lines
  writeFileSync(to, some.join('\n'))
}

/** A shipped pipeline in a folder of its own, which saves its state every few rows. */
function shipped(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-kept-'))
  const tree = parse(readFileSync(`pipelines/${name}.yaml`, 'utf8'))
  copyRows(resolve('pipelines', tree.source.csv.path), join(folder, 'rows.csv'), rowsOf(name))
  tree.source.csv.path = 'rows.csv'
  for (const sink of tree.sinks) for (const word of Object.keys(sink)) sink[word] = basename(sink[word])
  tree.checkpoint = { dir: 'state', every: 20 }
  writeFileSync(join(folder, 'p.yaml'), stringify(tree))
  return folder
}
const outputsOf = (folder: string, name: string) =>
  [`${name}.csv`, `${name}.html`].map((file) => readFileSync(join(folder, file)))

describe.each(['weather', 'airline', 'co2', 'stocks', 'companies'])('the pipeline %s', (name) => {
  it('writes after any number of kills what it writes without one', { timeout: 600_000 }, async () => {
    const whole = shipped(name)
    const begun = performance.now()
    const { stdout, code } = await command(['run', 'p.yaml'], whole)
    const ms = performance.now() - begun
    expect(code).toBe(0)
    const random = new Random(propertySeed)
    const killed = shipped(name)
    let ended = 0
    for (let i = 0; i < kills; i++) {
      const child = start(['run', 'p.yaml', '--quiet'], killed)
      const end = finished(child)
      await delay(random.uniform() * ms)
      child.kill('SIGKILL')
      const { code, stderr } = await end
      // A run may have ended, with its notes, before it is killed.
      expect(stderr.replaceAll(/^note .*\n/gm, '')).toBe('')
      if (code === 0) ended++
      else expect(code).toBeNull()
      // A file is whole or not there.
      for (const file of [`${name}.csv`, `${name}.html`])
        if (ended === 0 && existsSync(join(killed, file)))
          expect(readFileSync(join(killed, file))).toEqual(readFileSync(join(whole, file)))
    }
    const last = await command(['run', 'p.yaml'], killed)
    expect(last.code).toBe(0)
    expect(outputsOf(killed, name)).toEqual(outputsOf(whole, name))
    // The table of scores is the same; what comes next is printed only if rows came.
    const scores = (text: string) => text.split('\n\n')[0]
    expect(scores(last.stdout)).toBe(scores(stdout))
  })
})

describe('a checkpoint on the command line', () => {
  it('goes on, refuses another pipeline, and starts again', async () => {
    const folder = shipped('airline')
    cpSync(join(folder, 'p.yaml'), join(folder, 'q.yaml'))
    expect((await commandHere(['run', 'p.yaml'], folder)).code).toBe(0)
    const again = await commandHere(['run', 'p.yaml'], folder)
    expect(again.code).toBe(0)
    expect(again.stderr).toContain('nothing was added to')
    const changed = readFileSync(join(folder, 'p.yaml'), 'utf8').replace('horizon: 3', 'horizon: 4')
    writeFileSync(join(folder, 'q.yaml'), changed)
    const refused = await commandHere(['run', 'q.yaml'], folder)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('forecast.horizon was 3 and is now 4')
    const fresh = await commandHere(['run', 'q.yaml', '--fresh'], folder)
    expect([fresh.code, fresh.stderr.includes('went on')]).toEqual([0, false])
    const other = await commandHere(['run', 'p.yaml', '--checkpoint', 'other'], folder)
    expect(other.code).toBe(0)
    expect(existsSync(join(folder, 'other'))).toBe(true)
  })
})
