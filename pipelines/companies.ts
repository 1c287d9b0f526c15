// companies.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { chain, fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'

const { scores, rows } = await run({
  name: 'companies',
  folder: import.meta.dirname,
  source: readCsv({
    path: '../node_modules/vega-datasets/data/stocks.csv',
    time: 'date',
    timeFormat: 'MMM d yyyy',
    target: 'price',
    by: 'symbol',
  }),
  operators: (ledger) =>
    chain(
      inOrder({}, { ledger }),
      fillGaps('1mo', { ledger }),
      forecast({ horizon: 3, season: 'none', scale: 'log', intervals: [0.8, 0.95] }),
      score({ from: 24 }),
    ),
  sinks: [writeCsv('../out/companies.csv'), writeReport('../out/companies.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
