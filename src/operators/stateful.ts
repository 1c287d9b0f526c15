import { Observable, type OperatorFunction, Subscriber } from 'rxjs'
import type { Saveable } from '../state/fields.ts'

/** One run of an operator: what it does with each value, and its state. */
export interface Handler<T> extends Saveable {
  next(value: T): void
  /** Called when the source completes, to emit what was held back. Not called on an error or an unsubscription. */
  flush?(): void
  /** Called once at the end, however it comes, to release what is not memory of JavaScript. */
  close?(): void
}

/** Begins a run that hands what it emits to `emit`. */
export type Open<T, R> = (emit: (value: R) => void) => Handler<T>

/**
 * An operator whose state can be saved. As a function it is an ordinary RxJS operator; `open` begins a run without RxJS, whose
 * state `snapshot` and `restore` take between two values.
 */
export interface Operator<T, R> extends OperatorFunction<T, R> {
  readonly open: Open<T, R>
}

/**
 * An operator whose state is born with the subscription: `open` runs once for each, so `repeat`, `retry` and two subscribers never
 * share state. What `emit` is called with goes on synchronously; what is thrown goes to `error`.
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
      // The constructor is marked internal in rxjs 7, but only a Subscriber chained to the one below it, before subscribing, lets a
      // source that emits while it is being subscribed to (`range`, `from`) hear that `take(1)` has had enough.
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
  return Object.assign(operator, { open })
}
