// co2.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'
import { pipe } from 'rxjs'

const { scores, rows } = await run({
  name: 'co2',
  folder: import.meta.dirname,
  source: readCsv({ path: '../data/co2-concentration.csv', time: 'Date', target: 'CO2' }),
  operators: (ledger) =>
    pipe(
      inOrder({}, { ledger }),
      fillGaps('1mo', { ledger }),
      forecast({ horizon: 12, season: '1y', intervals: [0.8, 0.95] }),
      score({ from: 60 }),
    ),
  sinks: [writeCsv('../out/co2.csv'), writeReport('../out/co2.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
