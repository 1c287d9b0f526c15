import { Readable } from 'node:stream'
import { concat, concatMap, defer, type Observable, throwError } from 'rxjs'
import { type Accounting, ledgerOf } from '../series/accounting.ts'
import type { Observation } from '../series/observation.ts'
import { fromReadable } from '../streams/from-readable.ts'
import { checkArgument } from '../words/check-argument.ts'
import { csvSource } from './csv.ts'
import { type CsvOptions, csvOptions } from './csv-text.ts'
import { placeIn } from './place-in.ts'

/**
 * The observations of a CSV file in the order of the file, for flows of your own. A path that ends in `.gz` is
 * decompressed; `-` is standard input. Each subscription opens the file and closes it at its end. Reading gives way to
 * timers and other events. If a subscriber cannot keep up, use `fromReadable` and its `overflow` instead.
 *
 * A row that cannot be used is rejected and left out. Without `onReject` or a `ledger`, only the first reject is shown,
 * as a warning on the console.
 *
 * @param options `path`, `time`, `target` and the other options of the word `csv`
 * @param accounting `onReject` or `ledger`, to get the rejects; the ledger counts every row
 * @returns fails with DataError if the file cannot be read, or not to its end; what came before has been emitted
 * @throws ConfigError with everything that is wrong with the options
 * @example
 * fromCsv({ path: 'data/seattle-weather.csv', time: 'date', target: 'temp_max' })
 *   .pipe(inOrder(), fillGaps('1d'), forecast({ horizon: 7 }), score())
 *   .subscribe(({ origin, values, lower, upper }) => console.log(new Date(origin), values, lower, upper))
 */
export function fromCsv(options: CsvOptions, accounting: Accounting = {}): Observable<Observation> {
  const ledger = ledgerOf('fromCsv', accounting)
  const checked = checkArgument('fromCsv', csvOptions, options)
  return defer(() => {
    const source = csvSource.build(checked, placeIn('.'))
    const reading = source.open(ledger, new AbortController().signal)
    const batches = fromReadable(Readable.from(reading.batches, { highWaterMark: 1 }), {
      overflow: 'pause',
      work: (batch: Observation[]) => batch,
    })
    const rest = defer(() => (reading.failure ? throwError(() => reading.failure) : []))
    return concat(batches.pipe(concatMap((batch) => batch)), rest)
  })
}
