// retail.yaml in code: the same words, and forecasts that are equal byte for byte. Run it with tsx, or with Node 24.
import { chain, type ForecastOptions, fillGaps, forecast, inOrder, reconcile, score } from 'rxcast'
import { type Plan, readCsv, run, writeCsv, writeReport } from 'rxcast/node'

const limits = { min: 0, integer: true }
const options: ForecastOptions = { horizon: 7, season: ['1w', '1y'], ...limits, intervals: [0.8, 0.95] }
const total: NonNullable<Plan['total']> = {
  forecasts: (ledger) => chain(inOrder({}, { ledger }), fillGaps('1d', { ledger }), forecast(options)),
  steps: () => ({ reconcile: reconcile(forecast(options), limits), score: score({ from: '2023-04-01' }) }),
}

const { scores, rows } = await run({
  name: 'retail',
  folder: import.meta.dirname,
  source: readCsv({
    path: '../out/retail.csv',
    time: 'date',
    target: 'demand',
    by: 'product',
    known: ['price', 'promotion'],
  }),
  // Without the total, the forecasts of each product would be scored as they are.
  operators: (ledger) => chain(total.forecasts(ledger), total.steps(ledger).score),
  total,
  sinks: [writeCsv('../out/retail-forecasts.csv'), writeReport('../out/retail.html')],
})
console.log('MAE by lead:', scores?.mae, 'rows:', rows)
