import type { Scores } from '../series/scored.ts'
import { parseTimestamp } from '../time/timestamp.ts'

/**
 * The first origin whose forecasts count: by its time, or by its number among the observations, from 1. Undefined: all
 * of them count.
 */
export type From = Scores['from']

/** @param first an observation, counted from 1, or a time such as 2013-01-01 */
export function fromOf(first: number | string | undefined): From {
  if (first === undefined) return undefined
  return typeof first === 'number' ? { observation: first } : { time: parseTimestamp(first) }
}

/**
 * Whether the forecasts made at an origin count.
 *
 * @param observation number of the origin among the observations, from 1
 * @param time of the origin, in milliseconds since 1970
 */
export const isCounted = (from: From | null, observation: number, time: number): boolean =>
  !from || ('time' in from ? time >= from.time : observation >= from.observation)
