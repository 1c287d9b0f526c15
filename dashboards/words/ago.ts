const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const

/** An age in milliseconds as its largest whole unit: `0 s`, `59 s`, `2 min`, `3 h`, `2 d`. */
export function ago(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [unit, length] = units.find(([, length]) => seconds >= 2 * length) ?? ['s', 1]
  return `${Math.floor(seconds / length)} ${unit}`
}
