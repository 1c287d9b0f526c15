import { type OperatorFunction, Subject } from 'rxjs'
import { ConfigError } from '../errors.ts'
import { type Handler, type Open, type Operator, stateful } from './stateful.ts'

/**
 * Combines operators into one, like `pipe` of RxJS, whose state is the list of their states. It can be piped like any
 * operator; opened without RxJS, it can be saved between two values and restored in another process.
 *
 * @param operators operators of this package, or made by `stateful` or `stateless`; each takes the values of the one
 * before
 * @returns an operator with the state of all of them
 * @throws ConfigError if the state of an operator cannot be saved
 * @example
 * const day = 86_400_000
 * const row = (t) => ({ time: t * day, values: [20 + (t % 7)], covariates: [] })
 * const steps = chain(inOrder(), forecast({ horizon: 2, season: 7, cadence: '1d', experts: ['seasonalNaive'] }))
 *
 * const run = steps.open(() => {})
 * for (let t = 0; t < 40; t++) run.next(row(t))
 * const bytes = snapshot(run)
 *
 * // later, or in another process
 * const next = steps.open(({ leads, values }) => console.log(leads, [...values]))
 * restore(next, bytes)
 * next.next(row(40))
 * // [ 1, 2 ] [ 26, 20 ]
 */
export function chain<A, B>(a: OperatorFunction<A, B>): Operator<A, B>
export function chain<A, B, C>(a: OperatorFunction<A, B>, b: OperatorFunction<B, C>): Operator<A, C>
export function chain<A, B, C, D>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
): Operator<A, D>
export function chain<A, B, C, D, E>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
  d: OperatorFunction<D, E>,
): Operator<A, E>
export function chain<A, B, C, D, E, F>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
  d: OperatorFunction<D, E>,
  e: OperatorFunction<E, F>,
): Operator<A, F>
export function chain<A, B, C, D, E, F, G>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
  d: OperatorFunction<D, E>,
  e: OperatorFunction<E, F>,
  f: OperatorFunction<F, G>,
): Operator<A, G>
export function chain<A, B, C, D, E, F, G, H>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
  d: OperatorFunction<D, E>,
  e: OperatorFunction<E, F>,
  f: OperatorFunction<F, G>,
  g: OperatorFunction<G, H>,
): Operator<A, H>
export function chain<A, B, C, D, E, F, G, H, I>(
  a: OperatorFunction<A, B>,
  b: OperatorFunction<B, C>,
  c: OperatorFunction<C, D>,
  d: OperatorFunction<D, E>,
  e: OperatorFunction<E, F>,
  f: OperatorFunction<F, G>,
  g: OperatorFunction<G, H>,
  h: OperatorFunction<H, I>,
): Operator<A, I>
export function chain<A, Z>(
  first: OperatorFunction<A, unknown>,
  ...rest: readonly OperatorFunction<unknown, unknown>[]
): Operator<A, Z>
export function chain(...operators: readonly OperatorFunction<unknown, unknown>[]): Operator<unknown, unknown> {
  const opens = operators.map(openOf)
  return stateful((emit, within) => {
    let last = emit
    const handlers = opens.toReversed().map((open) => {
      const handler = open(last, within)
      last = (value) => handler.next(value)
      return handler
    })
    handlers.reverse()
    return {
      next: last,
      flush() {
        for (const handler of handlers) handler.flush?.()
      },
      close() {
        for (const handler of handlers) handler.close?.()
      },
      state: (fields) => fields.parts('steps', handlers),
      memory() {
        let bytes: number | undefined
        for (const handler of handlers) {
          const some = handler.memory?.()
          if (some !== undefined) bytes = some + (bytes ?? 0)
        }
        return bytes
      },
      summary: () => Object.assign({}, ...handlers.map((handler) => handler.summary?.())),
    }
  })
}

function openOf(operator: OperatorFunction<unknown, unknown>, at: number): Open<unknown, unknown> {
  const { open } = operator as Partial<Operator<unknown, unknown>>
  if (open) return open
  const message =
    'expected an operator whose state can be saved, got another; wrap it in stateless(...) if it has no state, else create it with stateful'
  throw new ConfigError([{ where: `chain ${at + 1}:`, message }])
}

/**
 * Makes an operator without state, such as `map` or `filter`, usable in a `chain`.
 *
 * @param operator a synchronous operator: it emits only while it receives a value
 * @returns the operator, with an empty state
 * @example
 * const run = chain(stateless(map((x) => 2 * x)), stateless(filter((x) => x > 2))).open(console.log)
 * run.next(1)
 * run.next(2)
 * // 4
 */
export function stateless<T, R>(operator: OperatorFunction<T, R>): Operator<T, R> {
  const open = (emit: (value: R) => void): Handler<T> => {
    const input = new Subject<T>()
    let failed: { readonly error: unknown } | undefined
    const fail = (error: unknown) => {
      failed ??= { error }
    }
    const subscription = input.pipe(operator).subscribe({
      // RxJS would report what the steps after this one throw on its own, later, to nobody in particular.
      next(value) {
        try {
          emit(value)
        } catch (error) {
          fail(error)
        }
      },
      error: fail,
    })
    const throwIfFailed = () => {
      if (failed) throw failed.error
    }
    return {
      next(value) {
        input.next(value)
        throwIfFailed()
      },
      flush() {
        input.complete()
        throwIfFailed()
      },
      close: () => subscription.unsubscribe(),
      state() {},
    }
  }
  return Object.assign((source: Parameters<typeof operator>[0]) => operator(source), { open })
}
