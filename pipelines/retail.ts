// retail.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { chain, fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'

const { scores, rows } = await run({
  name: 'retail',
  folder: import.meta.dirname,
  source: readCsv({
    path: '../out/retail.csv',
    time: 'date',
    target: 'demand',
    by: 'product',
    covariates: ['price', 'promotion'],
  }),
  operators: (ledger) =>
    chain(
      inOrder({}, { ledger }),
      fillGaps('1d', { ledger }),
      forecast({ horizon: 7, season: ['1w', '1y'], min: 0, integer: true, intervals: [0.8, 0.95] }),
      score({ from: '2023-04-01' }),
    ),
  sinks: [writeCsv('../out/retail-forecasts.csv'), writeReport('../out/retail.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
