import { Observable, type OperatorFunction, Subscriber } from 'rxjs'

/** What one subscription does with what arrives. */
export interface Handler<T> {
  next(value: T): void
  /** Called when the source completes, to emit what was held back. Not called on an error or an unsubscription. */
  flush?(): void
}

/**
 * An operator whose state is born inside the subscription: `begin` runs once for each, so `repeat`, `retry` and two subscribers never
 * share a half-used scaler. Whatever `emit` is called with goes on synchronously; whatever is thrown goes to `error`.
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
 *     }
 *   })
 */
export function stateful<T, R>(begin: (emit: (value: R) => void) => Handler<T>): OperatorFunction<T, R> {
  return (source) =>
    new Observable((subscriber) => {
      const handler = begin((value) => subscriber.next(value))
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
      source.subscribe(inner)
    })
}
