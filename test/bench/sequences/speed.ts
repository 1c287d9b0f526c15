import { Random } from '../../../src/lstm/random.ts'
import { SequenceLstm } from '../../../src/lstm/sequence-lstm.ts'

/** Inputs, cells, and lengths of the sequences of an update. */
const cases: [inputs: number, hidden: number, lengths: readonly number[]][] = [
  [16, 16, Array.from({ length: 9 }, (_, i) => 5 + 3 * i)],
  [16, 16, Array.from({ length: 17 }, (_, i) => 5 + i)],
  [16, 64, Array.from({ length: 17 }, (_, i) => 5 + i)],
  [4, 16, [24, 24, 24, 24, 24, 24, 24, 24, 24]],
  [4, 16, [5000]],
  [4, 32, [5000, 3000, 1000]],
]

/** The least time of many turns, the engines alternating: other programs can only add to it. */
export function speeds(): string[] {
  return cases.map(([inputs, hidden, lengths]) => {
    const random = new Random(1)
    const examples = lengths.map((steps, i) => ({
      inputs: Float64Array.from({ length: steps * inputs }, () => random.uniform()),
      target: i % 2,
    }))
    const networks = (['wasm', 'reference'] as const).map(
      (engine) => new SequenceLstm({ inputs, hidden, loss: 'logistic', engine }),
    )
    const least = networks.map(() => Number.POSITIVE_INFINITY)
    for (let turn = 0; turn < 40; turn++)
      networks.forEach((network, i) => {
        const begin = performance.now()
        network.learn(examples)
        least[i] = Math.min(least[i]!, 1000 * (performance.now() - begin))
      })
    for (const network of networks) network.dispose()
    const steps = lengths.reduce((sum, length) => sum + length)
    const [wasm, reference] = least.map((time) => time / steps)
    const shown = lengths.length > 3 ? `${lengths.length} sequences, ${steps} steps` : `${lengths.join(', ')} steps`
    const ratio = (reference! / wasm!).toFixed(0)
    return `${inputs} inputs, ${hidden} cells, ${shown}: wasm ${wasm!.toFixed(2)}, reference ${reference!.toFixed(2)}, ${ratio} times`
  })
}
