import type { Weighting } from '../../src/forecaster/weighting.ts'
import { Random } from '../../src/lstm/random.ts'

/** Feeds a weighting `count` targets of one lead; `forecast(e, y, t)` is what expert e says of target y. Returns mean squared errors: the mixture's, then each expert's. */
export function contest(
  weighting: Weighting,
  experts: number,
  count: number,
  forecast: (e: number, y: number, t: number) => number,
  from = 0,
): number[] {
  const random = new Random(11)
  const losses = new Array<number>(experts + 1).fill(0)
  const asleep = new Uint8Array(experts)
  for (let t = 0; t < count; t++) {
    const y = random.uniform()
    const forecasts = Float64Array.from({ length: experts }, (_, e) => forecast(e, y, t))
    const mixed = forecasts.reduce((sum, f, e) => sum + weighting.weights[e]! * f, 0)
    if (t >= from)
      [mixed, ...forecasts].forEach((f, i) => {
        losses[i]! += (f - y) ** 2 / (count - from)
      })
    weighting.learn(0, 2 * (mixed - y), mixed, forecasts, 0)
    weighting.update(asleep)
  }
  return losses
}
