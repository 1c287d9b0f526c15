import { decimalsShown } from '../series/decimals.ts'

/** Printed for an unknown number. */
const none = '–'

/** A number with about four digits, and at least three significant ones. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return none
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e7)) return value.toExponential(2)
  return value.toFixed(decimalsShown(value))
}

/** A share as a signed percentage: a skill. */
export function signedPercent(share: number): string {
  if (!Number.isFinite(share)) return none
  const text = (share * 100).toFixed(1)
  // Zero has no sign, whichever side it was rounded from.
  if (/^-?0\.0$/.test(text)) return '0.0 %'
  return share > 0 ? `+${text} %` : `−${text.slice(1)} %`
}

/** A share as a percentage. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : none
}

/** A whole number with thousands separators. */
export function whole(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A number of bytes. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_950 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
