/** A value is near if the axis becomes at most this much longer by it. */
const most = 0.5

/** The range from `min` to `max`, extended to the values that are near it. */
export function nearRange(min: number, max: number, values: readonly number[]): [low: number, high: number] {
  const room = most * (max - min)
  const near = values.filter((value) => value >= min - room && value <= max + room)
  return [Math.min(min, ...near), Math.max(max, ...near)]
}
