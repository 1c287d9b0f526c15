import type { Observation } from '../series/observation.ts'
import { demandSpec } from '../state/spec.ts'
import { durationText } from '../words/duration-text.ts'

/** Properties of the first observation that the size of an operator's state depends on. */
export interface Shape {
  readonly channels: number
  readonly covariates: number
  /** Numbers in `known`, in `elsewhere`, and in `offered`. */
  readonly known?: number
  readonly elsewhere?: number
  readonly offered?: number
  /** Such as `1d`; undefined if the observation has none. */
  readonly cadence: string | undefined
}

export const shapeOf = ({
  values,
  covariates = [],
  known = [],
  elsewhere = [],
  offered = [],
  cadence,
}: Observation): Required<Shape> => ({
  channels: values.length,
  covariates: covariates.length,
  known: known.length,
  elsewhere: elsewhere.length,
  offered: offered.length,
  cadence,
})

/** A shape as text, to be stored. */
export const shapeText = ({
  channels,
  covariates,
  known = 0,
  elsewhere = 0,
  offered = 0,
  cadence = '',
}: Shape): string => `${channels} ${covariates} ${known} ${elsewhere} ${offered} ${cadence}`

/**
 * Parses the text of a shape.
 *
 * @param room largest size of the state in bytes: each channel takes at least a float64
 * @throws DataError if the text is malformed, or the state would be larger
 */
export function parseShape(text: string, room: number): Required<Shape> {
  const [, numbers = '', cadence] = /^((?:\d+ ){5})(.*)$/.exec(text) ?? []
  const counts = numbers.trim().split(' ').map(Number)
  const [channels = 0, covariates = 0, known = 0, elsewhere = 0, offered = 0] = counts
  const shape = { channels, covariates, known, elsewhere, offered, cadence: cadence || undefined }
  demandSpec(shapeText(shape) === text && durationText.safeParse(cadence || '1d').success, text)
  demandSpec(8 * counts.reduce((sum, count) => sum + count, 0) <= room, text)
  return shape
}
