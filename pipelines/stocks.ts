// stocks.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'
import { pipe } from 'rxjs'

const { scores, rows } = await run({
  name: 'stocks',
  folder: import.meta.dirname,
  source: readCsv({ path: '../node_modules/vega-datasets/data/sp500-2000.csv', time: 'date', target: 'close' }),
  operators: (ledger) =>
    pipe(
      inOrder({}, { ledger }),
      forecast({ horizon: 5, cadence: '1bd', scale: 'log', intervals: [0.8, 0.95] }),
      score({ from: 250 }),
    ),
  sinks: [writeCsv('../out/stocks.csv'), writeReport('../out/stocks.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
