import { DataError } from '../series/errors.ts'
import type { EngineState } from './engine.ts'

/** What float32 holds: both engines turn down what is larger. */
export const largest = 3.4028234663852886e38

/** What a row kept is made of: inputs, targets, state. */
export interface RowSizes {
  readonly rows: number
  readonly inputs: number
  readonly targets: number
  /** The largest target, by size. */
  readonly farthest: number
}

export const refused = (expected: string, got: unknown) =>
  new DataError(`lstm snapshot: expected ${expected}, got ${String(got)}; take an earlier snapshot`)

/** Throws DataError where a state is none that a network can have been in. `like` is one of its own, without rows. */
export function demandSound(
  state: EngineState,
  like: EngineState,
  { rows, inputs, targets, farthest }: RowSizes,
): void {
  const beyond = (x: number) => !(Math.abs(x) <= largest)
  for (const part of ['parameters', 'first', 'second', 'state', 'gates', 'outputs'] as const) {
    const numbers = state[part]
    if (numbers.length !== like[part].length) throw refused(`${like[part].length} numbers of ${part}`, numbers.length)
    const wrong = numbers.find(beyond)
    if (wrong !== undefined) throw refused(`finite numbers in ${part}`, wrong)
  }
  const negative = state.second.find((x) => x < 0)
  if (negative !== undefined) throw refused('second moments of at least 0', negative)
  const length = inputs + targets + like.state.length
  if (state.rows.length !== rows * length) throw refused(`${rows * length} numbers of ${rows} rows`, state.rows.length)
  state.rows.forEach((x, i) => {
    const at = i % length
    const isTarget = at >= inputs && at < inputs + targets
    if (isTarget && Math.abs(x) > farthest) throw refused(`targets within ±${farthest}`, x)
    if (!isTarget && beyond(x)) throw refused('finite numbers in rows', x)
  })
}
