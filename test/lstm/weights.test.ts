import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Lstm } from '../../src/lstm/lstm.ts'
import { readSafetensors, writeSafetensors } from '../../src/lstm/safetensors.ts'
import { SequenceLstm } from '../../src/lstm/sequence-lstm.ts'
import { filtersAt } from '../../src/lstm/shape.ts'
import { weightsOf, withWeights } from '../../src/lstm/weights.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Written by the package for Python, see write.py beside it. */
const fixture = readFileSync(new URL('../fixtures/safetensors/network.safetensors', import.meta.url))
const sizes = { inputs: 2, hidden: 3, leads: [1, 2], channels: 1 }

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** What PyTorch computes from the tensors of a file, for one layer. */
function pytorch(file: Uint8Array, steps: readonly (readonly number[])[]): number[] {
  const tensors = new Map(
    readSafetensors(file).map(({ name, shape, values }) => [name, { width: shape[1] ?? 1, values }]),
  )
  const times = (name: string, row: number, vector: readonly number[]) => {
    const { width, values } = tensors.get(name)!
    return vector.reduce((sum, x, column) => sum + values[row * width + column]! * x, 0)
  }
  const size = tensors.get('lstm.weight_hh_l0')!.width
  let [h, c] = [new Array(size).fill(0), new Array(size).fill(0)]
  for (const x of steps) {
    const gate = (i: number, cell: number) => {
      const row = i * size + cell
      const biases = times('lstm.bias_ih_l0', row, [1]) + times('lstm.bias_hh_l0', row, [1])
      return times('lstm.weight_ih_l0', row, x) + times('lstm.weight_hh_l0', row, h) + biases
    }
    c = c.map((cell, k) => sigmoid(gate(1, k)) * cell + sigmoid(gate(0, k)) * Math.tanh(gate(2, k)))
    h = c.map((cell, k) => sigmoid(gate(3, k)) * Math.tanh(cell))
  }
  return [0, 1].map((row) => times('head.weight', row, h) + times('head.bias', row, [1]))
}

describe('weights', () => {
  it('of a file that Python wrote make the network forecast what PyTorch would', () => {
    const lstm = new Lstm({ ...sizes, seed: 1 })
    lstm.restore(withWeights(lstm.snapshot(), fixture))
    const steps = [
      [0.5, -1],
      [0.25, 2],
      [-0.75, 0.125],
    ]
    const expected = pytorch(fixture, steps)
    const outputs = steps.map((step) => [...lstm.step(Float64Array.from(step))])[2]!
    for (const [i, output] of outputs.entries()) expect(output).toBeCloseTo(expected[i]!, 5)
  })

  it('of a network of whole sequences are taken from the same file', () => {
    const lstm = new SequenceLstm({ inputs: 2, hidden: 3, loss: 'softmax', classes: 2 })
    restore(lstm, withWeights(snapshot(lstm), fixture))
    const outputs = lstm.outputsOf([Float64Array.of(0.5, -1, 0.25, 2)])
    const expected = pytorch(fixture, [
      [0.5, -1],
      [0.25, 2],
    ])
    for (const [i, output] of outputs.entries()) expect(output).toBeCloseTo(expected[i]!, 5)
    const other = new SequenceLstm({ inputs: 2, hidden: 3, loss: 'softmax', classes: 2, seed: 2 })
    restore(other, withWeights(snapshot(other), weightsOf(snapshot(lstm))))
    expect(other.parameters).toEqual(lstm.parameters)
  })

  it.each(['wasm', 'reference'] as const)('go out and come in again with the same bits (%s)', (engine) => {
    const options = { inputs: 2, hidden: 5, layers: 2, leads: [1, 3], engine }
    const trained = new Lstm({ ...options, seed: 1 })
    for (let i = 0; i < 30; i++) {
      trained.learn(Float64Array.of(Math.sin(i), Math.cos(i)))
      trained.step(Float64Array.of(Math.sin(i), 1))
    }
    const file = weightsOf(trained.snapshot())
    const other = new Lstm({ ...options, seed: 2 })
    expect(other.parameters).not.toEqual(trained.parameters)
    other.restore(withWeights(other.snapshot(), file))
    expect(other.parameters).toEqual(trained.parameters)
    expect(weightsOf(other.snapshot())).toEqual(file)
    expect(withWeights(trained.snapshot(), file)).toEqual(trained.snapshot())
  })

  it('of a convolution and attention go out with the names and shapes of PyTorch, and come in again', () => {
    const front = { convolution: { filters: 2, width: 3 }, attention: { steps: 4 } }
    const lstm = new Lstm({ ...sizes, engine: 'reference', front, seed: 1 })
    const file = weightsOf(lstm.snapshot())
    const tensors = readSafetensors(file)
    expect(tensors.slice(4).map(({ name, shape }) => `${name} ${shape.join()}`)).toEqual([
      'head.weight 2,6',
      'head.bias 2',
      'convolution.weight 2,2,3',
      'convolution.bias 2',
      'attention.query.weight 3,3',
      'attention.key.weight 3,3',
    ])
    // Ours has the inputs innermost, PyTorch the steps.
    const shape = { ...sizes, layers: 1, outputs: 2, front }
    const ours = lstm.parameters.subarray(filtersAt(shape), filtersAt(shape) + 6)
    expect([...tensors[6]!.values].slice(0, 6)).toEqual([0, 2, 4, 1, 3, 5].map((at) => ours[at]))
    const other = new Lstm({ ...sizes, engine: 'reference', front, seed: 2 })
    other.restore(withWeights(other.snapshot(), file))
    expect(other.parameters).toEqual(lstm.parameters)
  })

  it('of all networks of an operator go out under their places, and come in again', () => {
    const steps = byKey(chain(forecast({ horizon: 2, season: 7, cadence: '1d', hidden: 4 })))
    const run = steps.open(() => {})
    for (let i = 0; i < 40; i++)
      for (const key of ['a', 'b']) run.next({ key: [key], time: i * 86_400_000, values: [i % 7], covariates: [] })
    const file = weightsOf(snapshot(run))
    const names = readSafetensors(file).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length % 6).toBe(0)
    restore(run, withWeights(snapshot(run), file))
    expect(weightsOf(snapshot(run))).toEqual(file)
  })

  it('are refused if they are of other sizes, incomplete, of another network or not finite', () => {
    const bytes = new Lstm({ ...sizes, seed: 1 }).snapshot()
    const tensors = readSafetensors(fixture)
    const refused = (file: Uint8Array, message: string) => expect(() => withWeights(bytes, file)).toThrow(message)
    expect(() => withWeights(new Lstm({ ...sizes, hidden: 4, seed: 1 }).snapshot(), fixture)).toThrow(
      'weights: expected lstm.weight_ih_l0 of shape [16, 2], got [12, 2]; use the weights of a network of the same sizes',
    )
    refused(writeSafetensors(tensors.slice(1)), 'got none')
    refused(writeSafetensors([...tensors, { ...tensors[0]!, name: 'x' }]), 'the tensors of these networks, got x')
    const infinite = tensors.map((one) => ({ ...one, values: one.values.map(() => Number.NaN) }))
    refused(writeSafetensors(infinite as never), 'expected finite weights, got NaN')
    expect(() => weightsOf(snapshot({ state: (fields) => void fields.number('x', 1) }))).toThrow('got one without')
    expect(() => withWeights(bytes, Uint8Array.of(1))).toThrow('safetensors: expected')
  })
})
