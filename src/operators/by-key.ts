import type { OperatorFunction } from 'rxjs'
import { mostMemory, sizeText } from '../defaults/memory-needed.ts'
import { ConfigError, DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { visitKey } from '../series/visit-observation.ts'
import type { Fields } from '../state/fields.ts'
import { demandSpec } from '../state/spec.ts'
import { type Handler, type Operator, type SeriesState, stateful } from './stateful.ts'

/**
 * Runs an operator once for each series: observations with the same key share its state, those of other keys do not
 * touch it. A series begins with its first observation.
 *
 * @param operator an operator of this package, such as a `chain`
 * @param maxMemory bytes that all series may need, by estimate; 17 GB by default. One that would need more ends the flow
 * with DataError
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
  maxMemory: number = mostMemory,
): Operator<Observation, R> {
  const { open } = operator as Partial<Operator<Observation, R>>
  if (!open) {
    const message =
      'expected an operator whose state can be kept by series, got another; join operators with chain(...) or create it with stateful'
    throw new ConfigError([{ where: 'by:', message }])
  }
  return stateful((emit) => {
    const series = new Map<string, Series>()
    const begin = (key: readonly string[]) => new Series(key, open(emit))
    /** Whether a key or a time has come again: neither does if the key is the number of a row. */
    let recurs = false
    let previous = Number.NaN
    /** Bytes of one series: all have the same operator. */
    let bytes: number | undefined
    const visitTimes = (fields: Fields) => {
      recurs = fields.boolean('recurs', recurs)
      previous = fields.number('previous', previous)
    }
    const replace = (after: readonly Series[]) => {
      for (const one of series.values()) if (!after.includes(one)) one.dispose()
      series.clear()
      for (const one of after) series.set(keyText(one.key), one)
    }
    return {
      next(observation) {
        const text = keyText(observation.key)
        let one = series.get(text)
        if (!recurs) {
          recurs = one !== undefined || observation.time === previous
          previous = observation.time
          if (!recurs && series.size === maxNew) throw new DataError(rowNumbers([...series.keys()]))
        }
        if (!one) {
          if (bytes !== undefined && (series.size + 1) * bytes > maxMemory)
            throw new DataError(tooMany(series.size + 1, bytes, maxMemory))
          one = begin(observation.key ?? [])
          series.set(text, one)
        }
        one.version++
        one.handler.next(observation)
        bytes ??= one.handler.memory?.()
      },
      flush() {
        for (const { handler } of series.values()) handler.flush?.()
      },
      close() {
        for (const one of series.values()) one.dispose()
      },
      summary: () => ({ series: [...series.values()].map(({ key, handler }) => ({ key, ...handler.summary?.() })) }),
      series: {
        all: () => series.values(),
        common: {
          state(fields) {
            visitTimes(fields)
            const before = [...series.values()].map(({ key }) => key)
            const after = fields.list('keys', before, visitKey)
            if (after !== before) replace(after.map(begin))
          },
        },
      },
      state(fields) {
        visitTimes(fields)
        const before = [...series.values()]
        const after = fields.list(
          'series',
          before,
          (inner, one: Series | undefined) =>
            inner.built('one', one, one && JSON.stringify(one.key), (spec) => begin(keyOf(spec)))!,
        )
        if (after !== before) replace(after)
      },
    }
  })
}

/** Keys in a row that have not come before, at most; each costs the memory of a series. */
const maxNew = 1000

const rowNumbers = (keys: readonly string[]) =>
  `by: expected a column whose texts come again, got a new one in each of the first ${keys.length} rows, such as ${keys.slice(0, 3).join(', ')}; name the column that says which series a row belongs to`

const tooMany = (count: number, bytes: number, maxMemory: number) =>
  `by: expected series that need at most ${sizeText(maxMemory)} of memory, got ${count} so far, about ${sizeText(bytes)} each; forecast fewer series, a smaller horizon or with fewer experts, or raise --max-memory`

/** The state of one series. */
class Series implements SeriesState {
  readonly key: readonly string[]
  version = 0
  readonly handler: Handler<Observation>
  private closed = false

  constructor(key: readonly string[], handler: Handler<Observation>) {
    this.key = key
    this.handler = handler
  }

  state(fields: Fields): void {
    this.handler.state(fields)
  }

  dispose(): void {
    if (!this.closed) this.handler.close?.()
    this.closed = true
  }
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
