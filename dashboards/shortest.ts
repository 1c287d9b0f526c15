/**
 * The shortest decimal within `error` of a value, so that a value written with one decimal is not shown with fifteen.
 * Empty if it is not a finite number.
 */
export function shortest(value: number, error: number): string {
  if (!Number.isFinite(value)) return ''
  for (let figures = 1; figures <= 16; figures++) {
    const text = Number(value.toPrecision(figures))
    if (Math.abs(text - value) <= error) return String(text)
  }
  return String(value)
}
