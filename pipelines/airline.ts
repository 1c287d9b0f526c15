// airline.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { fillGaps, forecast, inOrder, score } from 'rxcast'
import { readCsv, run, writeCsv, writeReport } from 'rxcast/node'
import { pipe } from 'rxjs'

const { scores, rows } = await run({
  name: 'airline',
  folder: import.meta.dirname,
  source: readCsv({ path: '../data/airline-passengers.csv', time: 'month', target: 'passengers' }),
  operators: (ledger) =>
    pipe(
      inOrder({}, { ledger }),
      fillGaps('1mo', { ledger }),
      forecast({ horizon: 3, season: '1y', scale: 'log', intervals: [0.8, 0.95] }),
      score({ from: 24 }),
    ),
  sinks: [writeCsv('../out/airline.csv'), writeReport('../out/airline.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
