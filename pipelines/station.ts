// The same pipeline as station.yaml, in code. Run it with tsx, or with Node 24, while rxcast simulate plays
// the stations.
import { chain, fillGaps, forecast, inOrder, score } from 'rxcast'
import { readMqtt, run, writeCsv } from 'rxcast/node'

const stop = new AbortController()
process.once('SIGINT', () => stop.abort())

const { scores, rows } = await run(
  {
    name: 'station',
    folder: import.meta.dirname,
    source: readMqtt({
      url: 'mqtt://localhost:7071',
      topics: 'weather/{location}',
      time: 'date',
      target: 'temp_max',
      covariates: ['precipitation', 'temp_min', 'wind'],
      by: 'location',
    }),
    // The state of a chain can be kept for each series.
    operators: (ledger) =>
      chain(
        inOrder({}, { ledger }),
        fillGaps('1d', { ledger }),
        forecast({ horizon: 7, season: '1y', intervals: [0.8, 0.95] }),
        score(),
      ),
    sinks: [writeCsv('../out/station.csv')],
  },
  { stop: stop.signal },
)
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
