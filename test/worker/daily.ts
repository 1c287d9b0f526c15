const dayMs = 86_400_000

/** Days with a rhythm of a week as CSV, with a column of keys if there are any. */
export function daily({ days = 60, keys = [] as readonly string[] } = {}): string {
  const header = keys.length > 0 ? 'date,shop,value' : 'date,value'
  const rows = Array.from({ length: days }, (_, i) => {
    const date = new Date(Date.UTC(2024, 0, 1) + i * dayMs).toISOString().slice(0, 10)
    const value = (k: number) => 10 * (k + 1) + (i % 7) + ((i * 5) % 3) / 4
    return keys.length > 0 ? keys.map((key, k) => `${date},${key},${value(k)}`) : [`${date},${value(0)}`]
  })
  return `${[header, ...rows.flat()].join('\n')}\n`
}
