/**
 * Numbers as bytes, for heat maps and weights: shares (0 … 1) in 255ths, and other numbers through x ÷ (1 + |x|), which
 * is precise near zero and cannot overflow.
 */
export function writeShares(shares: ArrayLike<number>, to: Uint8Array, at: number): void {
  for (let i = 0; i < shares.length; i++) {
    const share = shares[i]!
    // The assignment to a byte drops the fraction.
    to[at + i] = share > 0 ? (share < 1 ? share * 255 + 0.5 : 255) : 0
  }
}

export const byteToShare = (byte: number): number => byte / 255

/** Maps −∞ … ∞ to 1 … 255, zero to 128, and NaN to 0. */
export function writeSigned(values: ArrayLike<number>, to: Uint8Array, at: number): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const squashed = value / (1 + Math.abs(value))
    // NaN here is NaN or an infinity.
    to[at + i] = Number.isNaN(squashed) ? (value > 0 ? 255 : value < 0 ? 1 : 0) : 128.5 + squashed * 127
  }
}

export function byteToSigned(byte: number): number {
  if (byte === 0) return Number.NaN
  const squashed = (byte - 128) / 127
  return squashed / (1 - Math.abs(squashed))
}
