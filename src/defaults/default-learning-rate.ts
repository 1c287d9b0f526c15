import { dayMs, parseDuration } from '../time/duration.ts'

/** Adam's step where none is named. Streams of many steps a day are long and bear a larger one; days, prices and months are few, and noisier. */
export function defaultLearningRate(cadence: string | undefined): number {
  if (cadence === undefined) return 3e-4
  const step = parseDuration(cadence)
  return step.kind === 'fixed' && step.ms < dayMs ? 1e-3 : 3e-4
}
