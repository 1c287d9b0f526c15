import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Position } from '../../src/sources/position.ts'
import { restore } from '../../src/state/restore.ts'
import { FolderStore } from '../../src/stores/folder-store.ts'
import { folderWith } from './command.ts'

/** Rows on standard input, a checkpoint every few rows, and outputs that grow. */
export const live = `source:
  ndjson: { path: "-", time: time, target: value }
steps:
  - inOrder
  - fillGaps: 1h
  - forecast: { horizon: 2, season: none, experts: [persistence, drift], intervals: [0.8] }
  - score
sinks:
  - csv: out/f.csv
  - ndjson: out/f.ndjson
checkpoint: { dir: state, every: 5 }
`

export const liveFolder = (text = live) => folderWith({ 'live.yaml': text })

export const hours = (i: number) => new Date(Date.UTC(2024, 0, 1, i)).toISOString()

/** Rows of hours, every tenth of which cannot be used, each ending with a line end. */
export const rowsOf = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `${JSON.stringify({ time: hours(i), value: i % 10 === 9 ? 'n/a' : ((i * 7919) % 101) / 10 })}\n`,
  )

/** The files of the outputs, those of rejects without what depends on how often a row was sent. */
export function outputsOf(folder: string) {
  const text = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
  const rejects = text('f.csv.rejects.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return {
    csv: text('f.csv'),
    ndjson: text('f.ndjson'),
    rejects: [...new Set(rejects.filter(({ column }) => column === 'value').map(({ raw }) => raw[0]))],
  }
}

export const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0)

/** The time of the last row that the checkpoint of a run that is not running covers; NaN if there is none. */
export async function acknowledged(state: string): Promise<number> {
  if (!existsSync(state)) return Number.NaN
  const { store } = await FolderStore.open(state)
  const bytes = await store.get('source')
  await store.close()
  const position = new Position()
  if (bytes) restore(position, bytes)
  return position.latest
}
