import { LatestRows, type RowsAlone } from './latest-rows.ts'
import { atLeads } from './selection.ts'
import type { Sink, SinkPlace } from './sink.ts'
import { sinkOn } from './sink-on.ts'
import { WholeText } from './whole-text.ts'

/** Milliseconds between two writes of the last forecasts of a live run. */
const latestMs = 1000

/** A sink that writes the last forecast of each series alone, in a file that is replaced. */
export function latestFile(
  id: string,
  { path, leads }: { readonly path: string; readonly leads?: readonly number[] | undefined },
  place: SinkPlace,
  rows: RowsAlone,
): Sink {
  const last = new LatestRows(rows)
  const out = new WholeText(path, place, () => last.text, latestMs)
  return {
    ...sinkOn(out, id),
    state(fields) {
      fields.part('latest', last)
    },
    write(batch) {
      for (const scored of batch) last.add(atLeads(scored, leads))
      out.changed()
    },
  }
}
