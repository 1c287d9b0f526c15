import type { LossName, LossOptions } from '../../src/lstm/loss.ts'
import type { Random } from '../../src/lstm/random.ts'

/** Each loss with what it needs. */
export const allLosses = {
  huber: { loss: 'huber' },
  squared: { loss: 'squared' },
  pinball: { loss: 'pinball', levels: [0.1, 0.5, 0.75] },
  logistic: { loss: 'logistic' },
  softmax: { loss: 'softmax', classes: 5 },
} as const satisfies Record<LossName, LossOptions>

/** A target of the loss that both engines hold to the bit. */
export function targetOf({ loss, classes }: LossOptions, random: Random): number {
  if (loss === 'softmax') return random.below(classes!)
  return Math.fround(loss === 'logistic' ? random.uniform() : 6 * random.uniform() - 3)
}
