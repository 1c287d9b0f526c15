import type { Lstm } from '../../src/lstm/lstm.ts'
import type { LstmOptions } from '../../src/lstm/options.ts'
import { Random } from '../../src/lstm/random.ts'

export const modest: LstmOptions = {
  inputs: 2,
  leads: [1, 2, 5],
  hidden: 6,
  layers: 2,
  channels: 2,
  memory: 60,
  seed: 3,
}

/** Observations of two channels for it, from a seed: each call shows one to a network. */
export function stream(seed: number) {
  const random = new Random(seed)
  return (lstm: Lstm) => {
    const [a, b] = [2 * random.uniform() - 1, 2 * random.uniform() - 1]
    const result = lstm.learn(Float64Array.of(a, a, a, b, random.below(4) === 0 ? Number.NaN : b, b))
    return { result, outputs: [...lstm.step(Float64Array.of(a, b, b, a))] }
  }
}
