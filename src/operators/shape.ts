import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'
import { durationText } from '../words/duration-text.ts'

/** Properties of the first observation that the size of an operator's state depends on. */
export interface Shape {
  readonly channels: number
  readonly covariates: number
  /** Such as `1d`; undefined if the observation has none. */
  readonly cadence: string | undefined
}

export const shapeOf = ({ values, covariates = [], cadence }: Observation): Shape => ({
  channels: values.length,
  covariates: covariates.length,
  cadence,
})

/** A shape as text, to be stored. */
export const shapeText = ({ channels, covariates, cadence = '' }: Shape): string =>
  `${channels} ${covariates} ${cadence}`

/**
 * Parses the text of a shape.
 *
 * @param room largest size of the state in bytes: each channel takes at least a float64
 * @throws DataError if the text is malformed, or the state would be larger
 */
export function parseShape(text: string, room: number): Shape {
  const [, channels, covariates, cadence] = /^(\d+) (\d+) (.*)$/.exec(text) ?? []
  const shape = { channels: Number(channels), covariates: Number(covariates), cadence: cadence || undefined }
  demandSpec(shapeText(shape) === text && durationText.safeParse(cadence || '1d').success, text)
  demandSpec(8 * (shape.channels + shape.covariates) <= room, text)
  return shape
}
