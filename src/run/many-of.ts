import { ConfigError } from '../errors.ts'
import { defaultShards } from '../operators/series-set.ts'
import type { Operator } from '../operators/stateful.ts'
import type { Forecast } from '../series/forecast.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Scored } from '../series/scored.ts'
import { LocalPartition } from '../shards/local-partition.ts'
import { ManySeries } from '../shards/many-series.ts'
import type { Receiver } from '../shards/partition.ts'
import type { Plan } from './plan.ts'
import type { KeptSeries } from './series-flow.ts'
import { TotalStage } from './total-stage.ts'

/**
 * Makes the series of a plan with several; undefined if the state of its operators cannot be kept.
 *
 * @throws ConfigError if series should wait in a store and there is none
 */
export function manyOf(plan: Plan): ((receiver: Receiver<Scored>) => KeptSeries) | undefined {
  const { checkpoint, maxActive, operators, series = {} } = plan
  if (maxActive !== undefined && !checkpoint) {
    const message =
      'expected a checkpoint folder in which the other series wait, got none; add checkpoint: state/NAME, or leave out maxActive'
    throw new ConfigError([{ where: 'maxActive:', message }])
  }
  const opened = (ledger: Ledger) => (operators(ledger) as Partial<Operator<Observation, Scored>>).open
  if (!plan.partition && !opened(new Ledger())) return undefined
  const { shards = defaultShards, weights } = series
  const options = { shards, shared: weights === 'shared', maxActive }
  return (receiver) => {
    const { ledger } = receiver
    if (plan.total) {
      const { forecasts, steps } = plan.total
      const total = new TotalStage(steps(ledger), (scored) => receiver.forecast(scored))
      const parts = { ...receiver, forecast: (forecast: Forecast) => total.next(forecast) }
      const partition = plan.partition?.(parts) ?? new LocalPartition(forecasts(ledger).open, parts, series)
      return { many: new ManySeries(partition, options), total }
    }
    const partition = plan.partition?.(receiver) ?? new LocalPartition(opened(ledger)!, receiver, series)
    return { many: new ManySeries(partition, options) }
  }
}
