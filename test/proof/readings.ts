import avsc from 'avsc'

/** A message of the input. */
export interface Reading {
  readonly key: string
  readonly value: string
  /** Whether its row cannot be used. */
  readonly isPoison: boolean
}

const hourMs = 3_600_000

/** Digits that look random, the same in every run. */
const digits = (a: number, b: number) => ((a * 7919 + b * 104_729 + a * b * 31) % 1009) / 10

/**
 * Hourly readings of many stations in turn: every value depends on the station and the hour, so that a row that is lost,
 * doubled or moved changes all later forecasts of its station. One row in 97 cannot be used.
 */
export function* readings(stations: number, rows: number): Generator<Reading> {
  for (let i = 0; i < rows; i++) {
    const [station, hour] = [i % stations, Math.floor(i / stations)]
    const key = `station-${String(station).padStart(4, '0')}`
    const isPoison = i % 97 === 50
    const value = 20 + (hour % 24) / 2 + digits(station, hour)
    const row = { station: key, time: new Date(Date.UTC(2026, 0, 1) + hour * hourMs).toISOString(), value }
    const text = JSON.stringify({ ...row, ...(isPoison && i % 2 ? { value: 'n/a' } : {}) })
    // A message that was cut off, or a value that is no number.
    yield { key, isPoison, value: isPoison && i % 2 === 0 ? text.slice(0, -7) : text }
  }
}

/** How the values of messages are written. */
export const formats = ['json', 'csv', 'avro'] as const
export type Format = (typeof formats)[number]

/** The schema of values in Avro, as JSON. */
export const schema = JSON.stringify({
  ...{ type: 'record', name: 'Reading' },
  fields: ['station', 'time', 'value'].map((name) => ({
    name,
    type: name === 'value' ? ['double', 'string'] : 'string',
  })),
})
const avro = avsc.Type.forSchema(JSON.parse(schema), { wrapUnions: false })

/** A reading in another format, cut off if it is cut off. */
export function encoded(reading: Reading, format: Format): Omit<Reading, 'value'> & { value: string | Buffer } {
  if (format === 'json') return reading
  const isWhole = reading.value.endsWith('}')
  const row = JSON.parse(isWhole ? reading.value : reading.value.replace(/[^,]*$/, '"value":0}'))
  const bytes = format === 'csv' ? Buffer.from(`${row.station},${row.time},${row.value}`) : avro.toBuffer(row)
  return { ...reading, value: isWhole ? bytes : bytes.subarray(0, format === 'csv' ? 30 : 20) }
}
