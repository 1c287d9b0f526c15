import { DataError } from '../errors.ts'
import { restore } from '../state/restore.ts'
import type { Store } from '../stores/store.ts'
import { readAbout } from './about-file.ts'
import { GrowingBlob } from './growing-blob.ts'
import type { Send } from './messages.ts'
import { Recordings } from './recordings.ts'

/**
 * Sends what is kept of a run, as the run sent it.
 *
 * @returns its recordings, of which any series can be shown
 * @throws DataError if there is nothing, or it cannot be read
 */
export async function recall(store: Store, send: Send): Promise<Recordings> {
  const about = (await readAbout(store, 'shown/about')) ?? (await readAbout(store, 'about'))
  if (!about) throw new DataError('expected a run that was kept, got nothing; drop its file again')
  const { look, next, notes, rejects: first, rows, run, warnings, ended } = about
  const recordings = new Recordings(run, look.by, send)
  const [csv, ndjson] = [new GrowingBlob(), new GrowingBlob()]
  for (const pieces of [recordings.pieces(), csv.pieces('csv'), ndjson.pieces('ndjson')]) {
    // The parts of a piece are there once it was restored.
    for (const [key, piece] of pieces) {
      const bytes = (await store.get(`shown/${key}`)) ?? (await store.get(key))
      if (bytes) restore(piece, bytes)
    }
  }
  send({ kind: 'looked', look })
  const { problem, stopped } = ended ?? { stopped: true }
  const failure = problem === undefined ? undefined : new DataError(problem)
  recordings.end({ rows, notes, stopped, failure }, undefined)
  const rejects = { count: rows.rejected, first, ndjson: ndjson.whole('application/x-ndjson') }
  const forecasts = csv.empty ? undefined : csv.whole('text/csv')
  send({ kind: 'ended', next, rows, notes, warnings, forecasts, rejects: rows.rejected > 0 ? rejects : undefined })
  return recordings
}
