import type { OperatorFunction } from 'rxjs'
import { ConfigError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields } from '../state/fields.ts'
import { demandSpec } from '../state/spec.ts'
import { Directory } from './directory.ts'
import { defaultShards, type Series, type SeriesOptions, SeriesSet } from './series-set.ts'
import { type Operator, stateful } from './stateful.ts'

/**
 * Runs an operator once for each series: observations with the same key share its state, those of other keys do not
 * touch it. A series begins with its first observation.
 *
 * @param operator an operator of this package, such as a `chain`
 * @param options `weights: 'shared'` for LSTMs that learn from all series of a shard, the number of `shards`, and
 * `maxMemory`: a series that would need more ends the flow with DataError
 * @returns an operator that emits what the series emit, in the order of their observations; its state is that of all
 * series
 * @throws ConfigError if the state of the operator cannot be saved
 * @example
 * const row = (store, time, value) => ({ key: [store], time, values: [value], covariates: [] })
 * of(row('a', 1, 10), row('b', 1, 99), row('a', 1, 11), row('a', 2, 20))
 *   .pipe(byKey(inOrder()))
 *   .subscribe(({ key, values }) => console.log(key[0], values[0]))
 * // a 10
 * // b 99
 * // a 20
 */
export function byKey<R>(
  operator: OperatorFunction<Observation, R>,
  options: SeriesOptions = {},
): Operator<Observation, R> {
  const { open } = operator as Partial<Operator<Observation, R>>
  if (!open) {
    const message =
      'expected an operator whose state can be kept by series, got another; join operators with chain(...) or create it with stateful'
    throw new ConfigError([{ where: 'by:', message }])
  }
  const { shards = defaultShards, weights = 'own' } = options
  return stateful((emit) => {
    const series = new SeriesSet(open, options, emit)
    const directory = new Directory()
    const inOrder = () => Array.from(directory.texts, (text) => series.all.get(text)!)
    const visitShards = (fields: Fields) => {
      fields.same('weights', weights)
      if (weights === 'own') return
      fields.same('shards', shards)
      const before = [...series.shards.keys()].sort((a, b) => a - b)
      fields.list('shards', before, (inner, shard = 0) => {
        const number = inner.counter('number', shard, shards - 1)
        inner.part('shard', series.shardAt(number))
        return number
      })
    }
    return {
      next(observation) {
        directory.meet(observation)
        series.next(observation)
      },
      flush() {
        for (const { handler } of inOrder()) handler.flush?.()
      },
      close: () => series.close(),
      summary: () => ({ series: inOrder().map(({ key, handler }) => ({ key, ...handler.summary?.() })) }),
      series: {
        all: inOrder,
        common: {
          state(fields) {
            visitShards(fields)
            directory.state(fields)
            // Those that were not there before are restored by themselves.
            if (!fields.saving) series.replace(Array.from(directory.keys, (key) => series.of(key) ?? series.make(key)))
          },
        },
      },
      state(fields) {
        visitShards(fields)
        const before = inOrder()
        const after = fields.list(
          'series',
          before,
          (inner, one: Series | undefined) =>
            inner.built('one', one, one && JSON.stringify(one.key), (spec) => series.make(keyOf(spec)))!,
        )
        directory.visit(fields, () => after.map(({ key }) => key))
        if (after !== before) series.replace(after)
      },
    }
  })
}

/** The key in a snapshot. */
function keyOf(spec: string): readonly string[] {
  let key: unknown
  try {
    key = JSON.parse(spec)
  } catch {}
  demandSpec(Array.isArray(key) && key.every((part) => typeof part === 'string'), spec)
  return key as string[]
}
