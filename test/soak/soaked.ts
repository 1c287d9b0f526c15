import { once } from 'node:events'
import { createReadStream, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { finished, folderWith, start } from '../cli/command.ts'
import { factsOf } from './process-facts.ts'

const pipeline = `source:
  csv: { path: "-", time: time, target: value }
steps:
  - inOrder
  - fillGaps: 1min
  - forecast: { horizon: 1, season: none, experts: [persistence], intervals: [0.8] }
  - score
sinks:
  - csv: out/f.csv
checkpoint: { dir: state, every: 5s }
`

/** A part of the rows: all parts have the same number. */
export interface Part {
  readonly rows: number
  /** Microseconds of computing a row, and by the clock. */
  readonly cpu: number
  readonly clock: number
  /** Resident memory at its end. */
  readonly mb: number
  /** Bytes of the checkpoints' folder at its end. */
  readonly state: number
}

/**
 * Runs the built command line over rows of minutes on standard input, with one in a thousand that cannot be used.
 *
 * @returns facts about each part
 * @throws Error if the run fails, or a row is not forecast
 */
export async function soaked(rows: number, parts: number, onPart: (part: Part) => void = () => {}): Promise<Part[]> {
  const folder = folderWith({ 'soak.yaml': pipeline })
  const child = start(['run', 'soak.yaml', '--quiet'], folder)
  const end = finished(child)
  const all: Part[] = []
  const each = rows / parts
  let before = { cpu: factsOf(child.pid!).cpu, at: performance.now() }
  child.stdin.write('time,value\n')
  const chunk = 1000
  for (let row = 0; row < rows; row += chunk) {
    let text = ''
    for (let i = row; i < row + chunk; i++) {
      const value = i % 1000 === 999 ? 'n/a' : ((i * 7919) % 1009) / 10
      text += `${new Date(1.7e12 + i * 60_000).toISOString()},${value}\n`
    }
    if (!child.stdin.write(text)) await once(child.stdin, 'drain')
    if ((row + chunk) % each !== 0) continue
    const { cpu, mb } = factsOf(child.pid!)
    const at = performance.now()
    const us = (ms: number) => (ms * 1000) / each
    const state = readdirSync(join(folder, 'state'))
      .map((name) => statSync(join(folder, 'state', name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((a, b) => a + b, 0)
    all.push({ rows: row + chunk, cpu: us((cpu - before.cpu) * 1000), clock: us(at - before.at), mb, state })
    onPart(all.at(-1)!)
    before = { cpu, at }
  }
  child.stdin.end()
  const { code, stderr } = await end
  if (code !== 0) throw new Error(`expected exit code 0, got ${code}: ${stderr}`)
  const lines = await linesOf(join(folder, 'out/f.csv'))
  // A row that cannot be used is filled in by the one after it; after the last there is none.
  const expected = 1 + rows - (rows % 1000 === 0 ? 1 : 0)
  if (lines !== expected) throw new Error(`expected ${expected} lines of forecasts, got ${lines}`)
  rmSync(folder, { recursive: true })
  return all
}

async function linesOf(path: string): Promise<number> {
  let lines = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    for (const byte of chunk) if (byte === 10) lines++
  return lines
}
