/** Spikes are left out if they make the range this many times as large, because the rest is then too flat to read. */
const maxRatio = 3
const margin = 0.5

/**
 * The range of an axis without spikes, which are the outermost hundredth on either side; null if there are no spikes.
 */
export function usualRange(values: readonly (number | null)[]): [number, number] | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const last = sorted.length - 1
  if (last < 20) return null
  const out = Math.max(1, Math.ceil(last / 100))
  const [low, high] = [sorted[out]!, sorted[last - out]!]
  const height = high - low
  if (height <= 0 || sorted[last]! - sorted[0]! < maxRatio * height) return null
  return [low - margin * height, high + margin * height]
}
