import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'

/** What an operator learns from the first observation, and has to know again before its state can be restored. */
export interface Shape {
  readonly channels: number
  readonly covariates: number
  /** Such as `1d`; absent if the observation does not tell. */
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
 * The shape that a text states.
 *
 * @param room bytes of state that there can be: each channel takes at least a float64
 * @throws DataError if the text states no shape, or one that takes more
 */
export function parseShape(text: string, room: number): Shape {
  const [channels, covariates, cadence] = text.split(' ')
  const shape = { channels: Number(channels), covariates: Number(covariates), cadence: cadence || undefined }
  demandSpec(shapeText(shape) === text && /^\d+ \d+ /.test(text), text)
  demandSpec(8 * (shape.channels + shape.covariates) <= room, text)
  return shape
}
