import { forecastHeader, forecastRows, quoted, TimeTexts } from './forecast-rows.ts'
import { filePath, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { textOut, textSink } from './text-out.ts'

/** The sink `csv`: every forecast as a row of a CSV file. */
export const csvSink: SinkWord = {
  name: 'csv',
  summary:
    'Writes every forecast as a row of a CSV file: series, origin, time, lead, forecast and the ends of each interval.',
  argument: filePath,
  example: '../out/weather.csv',
  writes: (path: string) => [path],
  build: csv,
}

/**
 * Writes every forecast as a row of a CSV file.
 *
 * @param path file to write; `-` is standard output
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError if `path` is not a path
 */
export const writeCsv = (path: string): SinkRecipe => sinkRecipe(csvSink, path)

async function csv(path: string, place: SinkPlace) {
  const out = await textOut(path, place)
  const names = place.series.map(quoted)
  const times = new TimeTexts()
  let begun = false
  return textSink(out, (batch) => {
    let text = ''
    for (const scored of batch) {
      if (!begun) text += forecastHeader(scored.levels, place.by)
      begun = true
      text += forecastRows(scored, names, times)
    }
    return text
  })
}
