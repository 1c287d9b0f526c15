import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sink, SinkPlace, SinkSummary } from '../../src/sinks/sink.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'rxcast-sinks-'))

/** A place for sinks in a folder; a new one by default. */
export const placeOf = (change: Partial<SinkPlace> = {}, folder = newFolder()): SinkPlace & { folder: string } => ({
  title: 't',
  series: ['y'],
  resolve: (path) => (path === '-' ? path : join(folder, path)),
  folder,
  ...change,
})

/** The files of a folder by name. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const),
  )

export const summary: SinkSummary = {
  rows: { rows: 2, accepted: 2, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 },
  scores: undefined,
  notes: [],
}

/** What a checkpoint keeps of a sink. */
export async function saved(sink: Sink): Promise<readonly Uint8Array[]> {
  await sink.sync?.()
  return [sink as Required<Sink>, ...(sink.pieces?.() ?? []).map(([, piece]) => piece)].map(snapshot)
}

/** Opens a sink that goes on from a checkpoint. */
export async function resumed(made: Sink | Promise<Sink>, [own, ...pieces]: readonly Uint8Array[]): Promise<Sink> {
  const sink = await made
  restore(sink as Required<Sink>, own!)
  for (const [i, [, piece]] of (sink.pieces?.() ?? []).entries()) restore(piece, pieces[i]!)
  await sink.open?.()
  return sink
}
