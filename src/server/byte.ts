/**
 * Numbers as bytes, for the pictures of what goes on inside: a gate or a weight in 0 … 1 as 255ths, and a number of any size through
 * x ÷ (1 + |x|), which is fine near zero and never runs over.
 */
export const shareToByte = (share: number): number => (share > 0 ? Math.min(255, Math.floor(share * 255 + 0.5)) : 0)

export const byteToShare = (byte: number): number => byte / 255

/** −∞ … ∞ to 1 … 255, zero to 128; 0 says it is not a number. */
export function signedToByte(value: number): number {
  if (Number.isNaN(value)) return 0
  const squashed = Math.abs(value) === Infinity ? Math.sign(value) : value / (1 + Math.abs(value))
  return Math.floor(128.5 + squashed * 127)
}

export function byteToSigned(byte: number): number {
  if (byte === 0) return Number.NaN
  const squashed = (byte - 128) / 127
  return squashed / (1 - Math.abs(squashed))
}
