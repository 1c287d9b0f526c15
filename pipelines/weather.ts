// weather.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'
import { pipe } from 'rxjs'

const { scores, rows } = await run({
  name: 'weather',
  folder: import.meta.dirname,
  source: readCsv({
    path: '../data/seattle-weather.csv',
    time: 'date',
    target: 'temp_max',
    covariates: ['precipitation', 'temp_min', 'wind'],
  }),
  operators: (ledger) =>
    pipe(
      inOrder({}, { ledger }),
      fillGaps('1d', { ledger }),
      forecast({ horizon: 7, season: '1y', intervals: [0.8, 0.95] }),
      score({ from: '2013-01-01' }),
    ),
  sinks: [writeCsv('../out/weather.csv'), writeReport('../out/weather.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
