import * as z from 'zod/mini'
import { zoneIn } from '../time/duration.ts'
import { isRotation, Rotation } from './rotation.ts'
import type { SinkPlace } from './sink.ts'

/** The option `rotate` of sinks whose files grow. */
export const rotateText = z.string().check(z.refine(isRotation, { error: '1h, 1d, 1mo, or a size such as 100MB' }))

export const rotateMeaning =
  'When the file of a live run is finished and another begins: 1h, 1d or 1mo by the times of the rows, or a size such as 100MB. A finished file gets a name with its time or number.'

export const rotationOf = (rotate: string | undefined, { cadence }: SinkPlace): Rotation | undefined =>
  rotate === undefined ? undefined : new Rotation(rotate, zoneIn(cadence))
