/** Printed for an unknown number. */
const none = '–'

/** A number with four significant digits, at most three of them after the point. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return none
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e7)) return value.toExponential(2)
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
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
