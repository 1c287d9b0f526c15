import type { Observation } from '../series/observation.ts'

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

/** The shape that a text states. */
export function parseShape(text: string): Shape {
  const [channels, covariates, cadence] = text.split(' ')
  return { channels: Number(channels), covariates: Number(covariates), cadence: cadence || undefined }
}
