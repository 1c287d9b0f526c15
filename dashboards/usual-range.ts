/** How many times taller than the rest spikes must be to be left out of the axis range. */
const tooTall = 3
const air = 0.5

/** An axis range without spikes, which are the outermost hundredth on either side; null if nothing sticks out. */
export function usualRange(values: readonly (number | null)[]): [number, number] | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const last = sorted.length - 1
  if (last < 20) return null
  const out = Math.max(1, Math.ceil(last / 100))
  const [low, high] = [sorted[out]!, sorted[last - out]!]
  const height = high - low
  if (height <= 0 || sorted[last]! - sorted[0]! < tooTall * height) return null
  return [low - air * height, high + air * height]
}
