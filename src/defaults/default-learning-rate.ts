import { dayMs, parseDuration } from '../time/duration.ts'

/**
 * The default learning rate of `lstm`. Series of several steps a day are long and allow a larger rate; daily, price and
 * monthly series are shorter and noisier.
 */
export function defaultLearningRate(cadence: string | undefined): number {
  if (cadence === undefined) return 3e-4
  const step = parseDuration(cadence)
  return step.kind === 'fixed' && step.ms < dayMs ? 1e-3 : 3e-4
}
