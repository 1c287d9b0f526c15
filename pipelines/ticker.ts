// The same pipeline as ticker.yaml, in code. Run it with tsx, or with Node 24, while rxcast simulate plays
// the prices.
import { forecast, inOrder, score } from 'rxcast'
import { readWebSocket, run, writeCsv } from 'rxcast/node'
import { pipe } from 'rxjs'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { scores, rows } = await run(
  {
    name: 'ticker',
    folder: import.meta.dirname,
    source: readWebSocket({ url: 'ws://localhost:7072', time: 'date', target: 'close' }),
    operators: (ledger) =>
      pipe(
        inOrder({}, { ledger }),
        forecast({ horizon: 5, cadence: '1bd', scale: 'log', intervals: [0.8, 0.95] }),
        score(),
      ),
    sinks: [writeCsv('../out/ticker.csv')],
  },
  { stop: stop.signal },
)
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
