import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { concat, concatMap, defer, type Observable, throwError } from 'rxjs'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { fromReadable } from '../streams/from-readable.ts'
import { checkArgument } from '../words/check-argument.ts'
import { csvSource } from './csv.ts'
import { type CsvOptions, csvOptions } from './csv-text.ts'

/**
 * The observations of a CSV file (decompressed where it ends in `.gz`; `-` is standard input), in the order of the file, for flows of your own. The file is opened by each subscription and closed
 * by its end; timers run while it is read. A row that cannot be used is booked in the ledger and left out. Where what comes after is slow, read with `fromReadable` and its `overflow` instead.
 *
 * @param options `path`, `time` and `target`, and the rest of what the word `csv` takes. Throws ConfigError where they are not what they should be.
 * @param ledger counts the rows, and tells of those rejected
 * @returns fails with DataError where the file cannot be read, or not to its end: what came before has been emitted
 * @example
 * fromCsv({ path: 'data/seattle-weather.csv', time: 'date', target: 'temp_max' })
 *   .pipe(inOrder(), fillGaps('1d'), forecast({ horizon: 7 }), score())
 *   .subscribe(({ origin, values, lower, upper }) => console.log(new Date(origin), values, lower, upper))
 */
export function fromCsv(options: CsvOptions, ledger: Ledger = new Ledger()): Observable<Observation> {
  const checked = checkArgument('fromCsv', csvOptions, options)
  return defer(() => {
    const source = csvSource.build(checked, { resolve: (path) => resolve(path), strict: false })
    const reading = source.open(ledger, new AbortController().signal)
    const batches = fromReadable(Readable.from(reading.batches, { highWaterMark: 1 }), {
      overflow: 'pause',
      work: (batch: Observation[]) => batch,
    })
    const rest = defer(() => (reading.failure ? throwError(() => reading.failure) : []))
    return concat(batches.pipe(concatMap((batch) => batch)), rest)
  })
}
