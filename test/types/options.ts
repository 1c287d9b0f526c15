import type { z } from 'zod/mini'
import type {
  calendar,
  conformal,
  fillGaps,
  forecast,
  inOrder,
  lookback,
  lstm,
  normalize,
  score,
} from '../../src/index.ts'
import type { fromCsv, readCsv, readNdjson } from '../../src/node.ts'
import type { calendarArgument } from '../../src/operators/calendar.ts'
import type { conformalArgument } from '../../src/operators/conformal.ts'
import type { fillGapsArgument } from '../../src/operators/fill-gaps.ts'
import type { forecastArgument } from '../../src/operators/forecast.ts'
import type { inOrderArgument } from '../../src/operators/in-order.ts'
import type { lookbackArgument } from '../../src/operators/lookback.ts'
import type { lstmArgument } from '../../src/operators/lstm.ts'
import type { normalizeArgument } from '../../src/operators/normalize.ts'
import type { scoreArgument } from '../../src/operators/score.ts'
import type { csvArgument } from '../../src/sources/csv.ts'
import type { ndjsonArgument } from '../../src/sources/ndjson.ts'

// Judged by `tsc --noEmit`: what the signatures say is what the schemas take, option by option.

/** Spelt out, every list and option readonly: two types written differently become the same one. */
type Plain<T> = T extends (...args: never) => unknown
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Plain<T[Key]> }
      : T

type Same<A, B> = (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false

/** True where an operator's first parameter is what its schema takes. */
// biome-ignore lint/suspicious/noExplicitAny: a function of whatever parameters.
type Takes<F extends (...args: any) => unknown, S extends z.ZodMiniType> = Same<Parameters<F>[0], z.input<S>>

/** Compiles where what is to be proved holds. */
function holds<_Proof extends true>(): void {}

holds<Takes<typeof calendar, typeof calendarArgument>>()
holds<Takes<typeof conformal, typeof conformalArgument>>()
holds<Takes<typeof fillGaps, typeof fillGapsArgument>>()
holds<Takes<typeof forecast, typeof forecastArgument>>()
holds<Takes<typeof inOrder, typeof inOrderArgument>>()
holds<Takes<typeof lookback, typeof lookbackArgument>>()
holds<Takes<typeof lstm, typeof lstmArgument>>()
holds<Takes<typeof normalize, typeof normalizeArgument>>()
holds<Takes<typeof score, typeof scoreArgument>>()
holds<Takes<typeof fromCsv, typeof csvArgument>>()
holds<Takes<typeof readCsv, typeof csvArgument>>()
holds<Takes<typeof readNdjson, typeof ndjsonArgument>>()

// What is only nearly the same is not.
// @ts-expect-error an option that may be left out, but not named without a value
holds<Same<{ a?: number }, { a?: number | undefined }>>()
// @ts-expect-error an option more
holds<Same<{ a?: number }, { a?: number; b?: number }>>()
