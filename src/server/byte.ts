/**
 * Numbers as bytes, for the pictures of what goes on inside: a gate or a weight in 0 … 1 as 255ths, and a number of any size through
 * x ÷ (1 + |x|), which is fine near zero and never runs over.
 */
export const shareToByte = (share: number): number => (share > 0 ? Math.min(255, Math.floor(share * 255 + 0.5)) : 0)

export const byteToShare = (byte: number): number => byte / 255

/** −∞ … ∞ to 1 … 255, zero to 128; 0 says it is not a number. */
export function signedToByte(value: number): number {
  const squashed = value / (1 + Math.abs(value))
  // Only infinity and NaN come out as NaN.
  if (Number.isNaN(squashed)) return value > 0 ? 255 : value < 0 ? 1 : 0
  return Math.floor(128.5 + squashed * 127)
}

export function byteToSigned(byte: number): number {
  if (byte === 0) return Number.NaN
  const squashed = (byte - 128) / 127
  return squashed / (1 - Math.abs(squashed))
}
