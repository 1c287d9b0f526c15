import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'

const dayMs = 86_400_000

/** Series of different lengths with gaps, repeated and late rows, interleaved. */
export const mixed: readonly Observation[] = Array.from({ length: 240 }, (_, i) => {
  const key = ['a', 'b', 'c', 'd', 'é', 'f-g', 'h'][(i + (i >> 2)) % 7]!
  const day = Math.floor(i / 7) + (i % 9 === 0 ? 2 : 0) - (i % 11 === 0 ? 1 : 0)
  return { key: [key], time: day * dayMs, values: [i % 23 === 0 ? Number.NaN : (i * 37) % 29], covariates: [] }
})

/** Steps with state of every kind; with an LSTM of so many cells if `hidden` is given. */
export const steps = (ledger = new Ledger(), hidden?: number) =>
  chain(
    inOrder({ lateness: '1d' }, { ledger }),
    fillGaps('1d', { ledger }),
    forecast({
      horizon: 2,
      season: 3,
      intervals: [0.8],
      experts: ['persistence', 'seasonalNaive', ...(hidden === undefined ? [] : ['lstm(persistence, 0.004)'])],
      hidden,
    }),
    score(),
  )
