import { Observable, type OperatorFunction } from 'rxjs'
import type { Handler, Operator } from '../operators/stateful.ts'
import { keyText } from '../series/key-text.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { KeyedPiece } from '../state/piece.ts'
import type { Store } from '../stores/store.ts'
import { Checkpoints, type Written } from './checkpoints.ts'
import type { Every } from './every.ts'

/** Options of `checkpointed`. */
export interface CheckpointedOptions {
  /** Default: each minute in which a value came. */
  readonly every?: Every | undefined
  /**
   * Whether the source begins with its first value again, as a file does: values that were processed before are then
   * left out. Default: false, as for live data.
   */
  readonly replayed?: boolean | undefined
  /** Called with the number of values that the restored state has processed; 0 if nothing was saved. */
  readonly onRestored?: ((values: number) => void) | undefined
  /** Called with each checkpoint that was written, or with the error if it could not be. Default: errors end the flow. */
  readonly onCheckpoint?: ((written: Written | Error) => void) | undefined
}

/**
 * Keeps the state of an operator in a store: a flow of your own goes on after a restart as if it had never stopped. The
 * state is restored when the flow is subscribed to; values that come meanwhile wait. It is saved from time to time, and
 * when the source completes, before values that the operator holds back are emitted.
 *
 * @param store a `FolderStore`, an `IndexedDbStore`, or one of your own; one flow at a time may use it
 * @param operator an operator of this package, such as a `chain`
 * @returns an operator that emits what `operator` emits; it fails with DataError if the state does not fit the operator
 * @example
 * const day = 86_400_000
 * const rows = (from, to) => range(from, to - from).pipe(map((t) => ({ time: t * day, values: [20 + (t % 7)] })))
 * const steps = chain(inOrder(), forecast({ horizon: 2, season: 7, cadence: '1d', experts: ['seasonalNaive'] }))
 * const store = new MemoryStore()
 *
 * await lastValueFrom(rows(0, 40).pipe(checkpointed(store, steps)))
 * // later, or in another process with a store on disk
 * const { values } = await lastValueFrom(rows(40, 41).pipe(checkpointed(store, steps)))
 * console.log([...values]) // [ 26, 20 ]
 */
export function checkpointed<T, R>(
  store: Store,
  operator: Operator<T, R>,
  { every, replayed = false, onRestored, onCheckpoint }: CheckpointedOptions = {},
): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      const checkpoints = new Checkpoints({ store, every })
      const handler = operator.open((value) => subscriber.next(value))
      const seen = new Seen()
      const waiting: T[] = []
      let ready = false
      let processing = false
      let ended = false
      let writing: Promise<void> | undefined
      let toSkip = 0

      const fail = (error: unknown) => subscriber.error(error)
      const attempt = (work: () => void) => {
        try {
          work()
        } catch (error) {
          subscriber.error(error)
        }
      }
      const save = async () => {
        try {
          const written = await checkpoints.take(seen.values, [['seen', seen], ...piecesOf(handler)])
          onCheckpoint?.(written)
        } catch (error) {
          if (!onCheckpoint) throw error
          onCheckpoint(error as Error)
        }
      }
      const next = (value: T) => {
        if (toSkip > 0) {
          toSkip--
          return
        }
        seen.values++
        attempt(() => handler.next(value))
        saveIfDue()
      }
      const saveIfDue = () => {
        if (writing || subscriber.closed || !checkpoints.due(seen.values)) return
        writing = save().then(() => {
          writing = undefined
          // Values may have come meanwhile.
          saveIfDue()
        }, fail)
      }
      /** Processes the values that have come, in their order; those that come meanwhile wait for their turn. */
      const drain = () => {
        if (!ready || processing) return
        processing = true
        for (const value of waiting) if (!subscriber.closed) next(value)
        waiting.length = 0
        processing = false
        if (ended) complete().catch(fail)
      }
      const complete = async () => {
        while (writing && !subscriber.closed) await writing
        if (subscriber.closed) return
        await save()
        if (subscriber.closed) return
        attempt(() => handler.flush?.())
        subscriber.complete()
      }
      const begin = async () => {
        await checkpoints.begin()
        if (checkpoints.goesOn) {
          await checkpoints.restore('seen', seen)
          // The series are there once the part that names them was restored.
          const [common] = piecesOf(handler)
          await checkpoints.restore(...common!)
          for (const part of piecesOf(handler).slice(1)) await checkpoints.restore(...part)
        }
        if (subscriber.closed) return
        if (replayed) toSkip = seen.values
        onRestored?.(seen.values)
        ready = true
        drain()
      }

      subscriber.add(() => handler.close?.())
      begin().catch(fail)
      subscriber.add(
        source.subscribe({
          next: (value) => {
            waiting.push(value)
            drain()
          },
          error: fail,
          complete: () => {
            ended = true
            drain()
          },
        }),
      )
    })
}

/** The parts of a state: those of several series apart. */
function piecesOf<T>(handler: Handler<T>): KeyedPiece[] {
  const { series } = handler
  if (!series) return [['operator', handler]]
  const each = Array.from(series.all(), (one): KeyedPiece => [`series/${keyText(one.key)}`, one])
  return [['operator', series.common], ...each]
}

/** The number of values that were processed. */
class Seen implements Saveable {
  values = 0

  state(fields: Fields): void {
    this.values = fields.counter('values', this.values)
  }
}
