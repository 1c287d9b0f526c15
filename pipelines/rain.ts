// rain.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'
import { pipe } from 'rxjs'

const targets = ['precipitation']
const covariates = ['temp_max', 'temp_min', 'wind']

const { scores, rows } = await run({
  name: 'rain',
  folder: import.meta.dirname,
  source: readCsv({ path: '../data/seattle-weather.csv', time: 'date', target: targets, covariates }),
  operators: (ledger) =>
    pipe(
      inOrder({}, { ledger }),
      fillGaps('1d', { ledger }),
      forecast({ horizon: 7, season: '1y', outcome: { rain: 'precipitation > 0' } }, { targets, covariates, ledger }),
      score({ from: '2013-01-01' }),
    ),
  channels: ['rain'],
  sinks: [writeCsv('../out/rain.csv'), writeReport('../out/rain.html')],
})
console.log('Brier score by lead:', scores?.mae, 'rows:', rows)
