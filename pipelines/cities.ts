// cities.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { chain, fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'

const { scores, rows } = await run({
  name: 'cities',
  folder: import.meta.dirname,
  source: readCsv({
    path: '../data/weather.csv',
    time: 'date',
    target: 'temp_max',
    by: 'location',
    covariates: ['precipitation', 'temp_min', 'wind'],
  }),
  // The state of a chain can be kept for each series.
  operators: (ledger) =>
    chain(
      inOrder({}, { ledger }),
      fillGaps('1d', { ledger }),
      forecast({ horizon: 7, season: '1y', intervals: [0.8, 0.95] }),
      score({ from: '2013-01-01' }),
    ),
  sinks: [writeCsv('../out/cities.csv'), writeReport('../out/cities.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
