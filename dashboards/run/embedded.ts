import type { Overview, Spark } from '../../src/recording/overview-wire.ts'
import type { Recording } from '../../src/recording/wire.ts'
import type { Kept } from './kept-run.ts'

/** The run that is embedded in the page: all lines, and as many series in full as there was room for. */
export function embeddedRun(): Kept {
  const read = <T>(element: Element) => JSON.parse(element.textContent!) as T
  const elements = [...document.querySelectorAll<HTMLElement>('script[type="application/json"]:not(#overview)')]
  const recordings = new Map(elements.map((element) => [Number(element.dataset.series ?? 0), element]))
  const element = document.getElementById('overview')
  const kept = element && read<{ overview: Overview; sparks: Spark[] }>(element)
  const sparks = new Map(kept?.sparks.map((spark) => [spark.index, spark]))
  return {
    overview: kept?.overview,
    sparks: (of) => of.flatMap((index) => sparks.get(index) ?? []),
    has: (series) => recordings.has(series),
    recording: async (series) => read<Recording>(recordings.get(series)!),
  }
}
