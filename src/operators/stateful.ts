import { Observable, type OperatorFunction, Subscriber } from 'rxjs'
import { DataError } from '../errors.ts'
import type { SharedLearning } from '../forecaster/shared-learning.ts'
import type { Inside } from '../series/forecast.ts'
import type { KnownWorth } from '../series/known-worth.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'
import type { Scores } from '../series/scored.ts'
import type { Saveable } from '../state/fields.ts'
import type { Piece } from '../state/piece.ts'

/** What a run has found out so far. It follows from the state, so it is there after a restore too. */
export interface Summary {
  readonly scores?: Scores | undefined
  /** The same for each series, in the order of their first observations; of `byKey`. */
  readonly series?: readonly SeriesSummary[] | undefined
  /** The forecaster's inside, the leads that its weights are for, and its outcomes if it forecasts probabilities. */
  readonly forecaster?:
    | {
        readonly inside: Inside
        readonly leads: readonly number[]
        readonly outcomes?: OutcomeChannels | undefined
      }
    | undefined
  /** What the columns known ahead were worth. */
  readonly worth?: readonly KnownWorth[] | undefined
  /** What may not be as intended, a sentence each. */
  readonly warnings?: readonly string[] | undefined
}

/** What a run has found out about one of several series. */
export interface SeriesSummary extends Summary {
  readonly key: readonly string[]
}

/** A run of an operator: it processes values and holds their state. */
export interface Handler<T> extends Saveable {
  next(value: T): void
  /** Called when the source completes, to emit values held back. Not called on an error or unsubscription. */
  flush?(): void
  /** Called once at the end, for whatever reason, to release resources outside the JavaScript heap. */
  close?(): void
  /** What `score` and `forecast` tell at the end of a run. */
  summary?(): Summary
  /** Bytes that its state is going to take, by estimate; undefined before that is known. */
  memory?(): number | undefined
  /** The states of several series apart, of `byKey`. */
  readonly series?: SeriesStates | undefined
}

/** The state of one of several series. */
export interface SeriesState extends Piece {
  readonly key: readonly string[]
}

/** The states of several series, for saving each by itself. */
export interface SeriesStates {
  /** All series, in the order of their first values. */
  all(): Iterable<SeriesState>
  /**
   * What does not belong to one series, and the keys of all. Restoring it begins the series, each of which can then be
   * restored.
   */
  readonly common: Saveable
}

/** What a run has to do with others: it is that of one of several series. */
export interface Within {
  /** Text of the key of the series. */
  readonly key: string
  /** What it learns together with the others of its shard; absent if it learns from its own series alone. */
  readonly shared?: SharedLearning | undefined
}

/** Starts a run that passes its results to `emit`. */
export type Open<T, R> = (emit: (value: R) => void, within?: Within) => Handler<T>

/**
 * An operator whose state can be saved. As a function, it is an ordinary RxJS operator. `open` starts a run without
 * RxJS, which `snapshot` and `restore` can be applied to between two values.
 */
export interface Operator<T, R> extends OperatorFunction<T, R> {
  readonly open: Open<T, R>
}

/**
 * Creates an operator whose state belongs to a subscription: `open` is called for each, so `repeat`, `retry` and
 * several subscribers never share state. Values are emitted synchronously, and exceptions become errors.
 *
 * @param open starts a run
 * @returns the operator
 *
 * @example
 * const runningSum = () =>
 *   stateful((emit) => {
 *     let sum = 0
 *     return {
 *       next(value) {
 *         sum += value
 *         emit(sum)
 *       },
 *       state(fields) {
 *         sum = fields.number('sum', sum)
 *       },
 *     }
 *   })
 * of(1, 2, 3).pipe(runningSum()).subscribe((sum) => console.log(sum))
 * // 1
 * // 3
 * // 6
 */
export function stateful<T, R>(open: Open<T, R>): Operator<T, R> {
  const operator: OperatorFunction<T, R> = (source) =>
    new Observable((subscriber) => {
      const handler = open((value) => subscriber.next(value))
      // The constructor is marked internal in rxjs 7, but only a Subscriber chained to the one below it, before
      // subscribing, lets a source that emits during subscription (`range`, `from`) stop after `take(1)`.
      const inner = new Subscriber<T>({
        next: (value) => {
          try {
            handler.next(value)
          } catch (error) {
            subscriber.error(error)
          }
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          try {
            handler.flush?.()
          } catch (error) {
            return subscriber.error(error)
          }
          subscriber.complete()
        },
      })
      subscriber.add(inner)
      subscriber.add(() => handler.close?.())
      source.subscribe(inner)
    })
  return Object.assign(operator, { open: guarded(open) })
}

/** Refuses snapshots inside `next` and `flush`: the value that is being processed would be lost. */
function guarded<T, R>(open: Open<T, R>): Open<T, R> {
  return (emit, within) => {
    const handler = open(emit, within)
    let running = 0
    // Written out twice: a shared wrapper would create a function for every row and operator.
    return {
      next(value) {
        running++
        try {
          handler.next(value)
        } finally {
          running--
        }
      },
      flush() {
        running++
        try {
          handler.flush?.()
        } finally {
          running--
        }
      },
      close: () => handler.close?.(),
      summary: () => handler.summary?.() ?? {},
      memory: () => handler.memory?.(),
      series: handler.series,
      state(fields) {
        if (running > 0) throw new DataError(insideValue)
        handler.state(fields)
      },
    }
  }
}

const insideValue =
  'snapshot: expected to be called between two values, got a call while one is being processed; wait until next has returned'
