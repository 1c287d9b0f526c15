import * as z from 'zod/mini'
import { script, style } from '../page/page.generated.ts'
import { selfContainedPage } from '../page/page.ts'
import { Recorder } from '../recording/recorder.ts'
import type { Sink, SinkPlace, SinkRecipe, SinkWord } from './sink.ts'
import { textOut } from './text-out.ts'

/**
 * Bytes of observations a report carries, at most: twenty thousand with a week's forecasts, and of the last of them what went on inside. The
 * scores are over the whole run.
 */
const budget = 8 << 20

/** The sink `report`: one HTML file that opens from disk and shows the run as the dashboard does. */
export const reportSink: SinkWord = {
  name: 'report',
  summary:
    'Writes the run as one self-contained HTML page: charts, scores, gates and weights, with replay; it opens from disk.',
  argument: z.string().check(z.minLength(1), z.describe('File to write, relative to the pipeline file')),
  example: '../out/weather.html',
  writes: (path: string) => [path],
  build: report,
}

/** Writes the run as one HTML page that opens from disk. */
export const writeReport =
  (path: string): SinkRecipe =>
  (place) =>
    reportSink.build(path, place)

async function report(path: string, place: SinkPlace): Promise<Sink> {
  const { title, series } = place
  const out = await textOut(path, place)
  // No clock and no chance in it: the same run leaves the same bytes.
  const recorder = new Recorder({ id: title, title, series, budget })
  return {
    path: out.path,
    atOnce: true,
    write: (batch) => recorder.write(batch),
    note: (mark) => recorder.note(mark),
    async close(summary) {
      recorder.end(summary)
      await out.write(selfContainedPage(recorder.recording(0), { script, style }))
      await out.close()
    },
    abort: () => out.abort(),
  }
}
