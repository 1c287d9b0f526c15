import { asyncScheduler, map, type Observable } from 'rxjs'
import {
  calendar,
  chain,
  conformal,
  type Expert,
  type ExpertRecipe,
  type Forecast,
  fillGaps,
  forecast,
  inOrder,
  Ledger,
  type Lookback,
  lookback,
  lstm,
  normalize,
  type Observation,
  type Scaled,
  type Scored,
  score,
} from '../../src/index.ts'

// Judged by `tsc --noEmit`: what compiles must, and what must not is marked.

declare const observations: Observable<Observation>
declare const scaled: Observable<Scaled>
declare const windows: Observable<Lookback>
declare const forecasts: Observable<Forecast>

/** Compiles where both types are the same. */
function same<A, B>(_proof: (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false): void {}

// The right order, and what comes out.
const cleaned = observations.pipe(inOrder(), fillGaps('1d'), calendar(['week', 'year']))
same<typeof cleaned, Observable<Observation>>(true)
const windowed = cleaned.pipe(normalize({ decayedMoments: 250 }), lookback(32))
same<typeof windowed, Observable<Lookback>>(true)
const scores = forecasts.pipe(score({ from: '2013-01-01' }))
same<typeof scores, Observable<Scored>>(true)
const whole = cleaned.pipe(forecast({ horizon: 7, season: '1y', intervals: [0.8, 0.95] }), score())
same<typeof whole, Observable<Scored>>(true)
const bare = windowed.pipe(lstm({ hidden: 32, horizon: 5, seed: 7 }), conformal(0.9))
same<typeof bare, Observable<Forecast>>(true)
const kept = scaled.pipe(calendar('day'))
same<typeof kept, Observable<Scaled>>(true)
scores.pipe(map(({ origin, values, lower, upper, scores }) => [origin, values, lower, upper, scores.mae]))

// Wrong order does not compile.
// @ts-expect-error a window is made of scaled rows: normalize comes before lookback
observations.pipe(lookback(32))
// @ts-expect-error there is no forecast to score
observations.pipe(score())
// @ts-expect-error there is no forecast to score
windows.pipe(score())
// @ts-expect-error the LSTM reads windows: lookback comes before it
scaled.pipe(lstm())
// @ts-expect-error the forecaster scales by itself, and reads observations in the user's units only by luck of their shape
windows.pipe(score(), forecast())
// @ts-expect-error there is no forecast to put an interval around
windows.pipe(conformal(0.9))
// @ts-expect-error numbers are no observations
;(observations as unknown as Observable<number>).pipe(inOrder())
// @ts-expect-error what is put in order has no scale any more: normalize comes after
scaled.pipe(inOrder(), lookback(3))

// Arguments are read from the schemas.
fillGaps({ cadence: '1h', maxGap: 3 })
inOrder({})
inOrder({}, { onReject: ({ reason }) => reason })
inOrder({}, { ledger: new Ledger(), scheduler: asyncScheduler })
fillGaps('1d', { ledger: new Ledger() })
score({ season: '1y' })
score({ season: 12, standardizeBy: 100 })
forecast()
forecast(7)
declare const mine: Expert
const recipe: ExpertRecipe = { name: 'mine', build: () => mine }
forecast({ leads: [1, 24], experts: ['persistence', recipe], season: 'none', scale: 'log' })
conformal({ levels: 0.9 })
// @ts-expect-error experts come as names or recipes: a live one would be shared
forecast({ experts: [mine] })
// @ts-expect-error no such scale
forecast({ scale: 'logarithmic' })
// @ts-expect-error a cadence is a duration in words
fillGaps(3)
// @ts-expect-error a ledger has a name
inOrder({}, new Ledger())
// @ts-expect-error misspelt
fillGaps({ cadence: '1h', maxgap: 3 })
// @ts-expect-error lookback has no default length
lookback()
// @ts-expect-error no such method
normalize('zscore')
// @ts-expect-error no such cycle
calendar('month')
// @ts-expect-error a time is text, not a Date
score({ from: new Date(0) })
chain(inOrder(), normalize(), lookback(32), lstm(), conformal(0.9), score()).open(({ scores }) => scores.mae)
