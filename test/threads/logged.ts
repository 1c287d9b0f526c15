import type { OperatorFunction } from 'rxjs'
import { chain } from '../../src/operators/chain.ts'
import { steps as words } from '../../src/operators/steps.ts'
import { Forecast } from '../../src/series/forecast.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { Scored } from '../../src/series/scored.ts'
import type { Partition, Receiver, SeriesReport } from '../../src/shards/partition.ts'
import type { PortableSteps } from '../../src/threads/messages.ts'

/** A receiver that writes down all that it gets, as text. Scores are looked at apart: they are those of now. */
export function logged(): { readonly receiver: Receiver<Forecast>; readonly lines: string[] } {
  const lines: string[] = []
  const ledger = new Ledger((reject, recalled) =>
    lines.push(JSON.stringify([reject, recalled, reject.place && Object.keys(reject.place)])),
  )
  const forecast = (one: Forecast) => {
    const { row, cadence, restart, covariates } = one.observation
    const scored = one instanceof Scored ? [Array.from(one.due), one.events] : []
    const seen = [
      row,
      cadence,
      restart,
      Array.from(covariates ?? []),
      ledger.counts,
      one.origin,
      one.season,
      one.doubts,
    ]
    lines.push(JSON.stringify([{ ...one.toJSON(), scores: undefined }, ...seen, ...scored, insideOf(one)]))
  }
  return { receiver: { ledger, forecast }, lines }
}

/** The inside of a forecast, numbers as they are; a live one has its numbers as getters. */
const insideOf = ({ inside }: Forecast) => {
  if (!inside) return undefined
  const { experts, weights, forecasts, cells, regrets, intervals } = inside
  const cellOf = ({ name, hidden, input, forget, output, candidate, cell, state }: (typeof cells)[number]) => [
    name,
    hidden,
    ...[input, forget, output, candidate, cell, state].map((numbers) => Array.from(numbers)),
  ]
  const lists =
    intervals && [intervals.sizes, ...intervals.above, ...intervals.below].map((numbers) => Array.from(numbers))
  return [
    experts,
    ...[weights, forecasts, regrets ?? []].map((numbers) => Array.from(numbers)),
    cells.map(cellOf),
    lists,
  ]
}

/** The operators of steps, in this thread. */
export function chainOf({ steps, context }: PortableSteps, ledger: Ledger) {
  const built = steps.map(({ name, argument }) =>
    words.find((word) => word.name === name)!.build(argument, context, ledger),
  )
  return chain(...(built as [OperatorFunction<Observation, Forecast>]))
}

/** Everything that a partition passes on for rows, in batches of a size, up to the end of the input, and its reports. */
export async function passedOn(
  partition: Partition,
  { lines }: { readonly lines: string[] },
  rows: readonly Observation[],
  size = 64,
): Promise<string[]> {
  for (let at = 0; at < rows.length; at += size) for await (const _ of partition.take(rows.slice(at, at + size)));
  const keys = keysOf(rows)
  await partition.flush(keys)
  for (const report of await partition.report(keys)) lines.push(reportText(report))
  return lines
}

export const keysOf = (rows: readonly Observation[]): (readonly string[])[] => [
  ...new Map(rows.map(({ key }) => [JSON.stringify(key), key!])).values(),
]

/** A report as text. */
const reportText = ({ key, scores, warnings = [], last }: SeriesReport) =>
  JSON.stringify([key, scores, warnings, last && new Forecast(last)])
