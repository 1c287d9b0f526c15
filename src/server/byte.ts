/**
 * Numbers as bytes, for the pictures of what goes on inside: a gate or a weight in 0 … 1 as 255ths, and a number of any size through
 * x ÷ (1 + |x|), which is fine near zero and never runs over.
 */
export function writeShares(shares: ArrayLike<number>, to: Uint8Array, at: number): void {
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i]!
    // Stored as a byte, a number loses its fraction.
    to[at + i] = share > 0 ? (share < 1 ? share * 255 + 0.5 : 255) : 0
  }
}

export const byteToShare = (byte: number): number => byte / 255

/** −∞ … ∞ to 1 … 255, zero to 128; 0 says it is not a number. */
export function writeSigned(values: ArrayLike<number>, to: Uint8Array, at: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const squashed = value / (1 + Math.abs(value))
    // Only infinity and NaN come out as NaN.
    to[at + i] = Number.isNaN(squashed) ? (value > 0 ? 255 : value < 0 ? 1 : 0) : 128.5 + squashed * 127
  }
}

export function byteToSigned(byte: number): number {
  if (byte === 0) return Number.NaN
  const squashed = (byte - 128) / 127
  return squashed / (1 - Math.abs(squashed))
}
