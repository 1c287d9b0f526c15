import { createHash } from 'node:crypto'
import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'

/**
 * The name of a forecast: the same rows give the same.
 *
 * @param title of the run
 */
export const forecastId = (title: string, { observation, origin }: ScoredData): string =>
  `${title}/${keyText(observation.key)}/${timeText(origin)}`

/** The name of an event. */
export function eventId(title: string, event: SeriesEvent): string {
  const digest = createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 16)
  return `${title}/${keyText(event.key)}/${timeText(event.time)}/${event.kind}/${digest}`
}

const timeText = (time: number) => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time))
