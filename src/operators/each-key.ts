import { keyText } from '../series/key-text.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { keyOf } from './by-key.ts'
import { type Handler, type Operator, stateful } from './stateful.ts'

/**
 * Runs an operator once for each key of the values, such as `score` for the forecasts of several series. It is `byKey`
 * after the forecasts: nothing is shared, and all states are in memory.
 *
 * @param operator an operator whose state can be saved
 */
export function eachKey<T extends { readonly key?: readonly string[] | undefined }, R>(
  operator: Operator<T, R>,
): Operator<T, R> {
  return stateful((emit) => {
    const runs = new Map<string, Run<T>>()
    const begin = (key: readonly string[]) => new Run(key, operator.open(emit))
    return {
      next(value) {
        const text = keyText(value.key)
        const run = runs.get(text) ?? begin(value.key ?? [])
        runs.set(text, run)
        run.handler.next(value)
      },
      flush() {
        for (const { handler } of runs.values()) handler.flush?.()
      },
      close() {
        for (const run of runs.values()) run.dispose()
      },
      summary: () => ({ series: Array.from(runs.values(), ({ handler, key }) => ({ key, ...handler.summary?.() })) }),
      state(fields) {
        const before = [...runs.values()]
        const after = fields.list(
          'keys',
          before,
          (inner, run: Run<T> | undefined) =>
            inner.built('run', run, run && JSON.stringify(run.key), (spec) => begin(keyOf(spec)))!,
        )
        if (after === before) return
        runs.clear()
        for (const run of after) runs.set(keyText(run.key.length > 0 ? run.key : undefined), run)
      },
    }
  })
}

class Run<T> implements Saveable {
  readonly key: readonly string[]
  readonly handler: Handler<T>

  constructor(key: readonly string[], handler: Handler<T>) {
    this.key = key
    this.handler = handler
  }

  state(fields: Fields): void {
    this.handler.state(fields)
  }

  dispose(): void {
    this.handler.close?.()
  }
}
