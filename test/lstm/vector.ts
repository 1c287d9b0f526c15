import { readFileSync } from 'node:fs'

type Matrix = number[][]
/** Matrices are lists of rows; they act on [h, x]. */
export interface Parameters {
  W_i: Matrix
  W_f: Matrix
  W_o: Matrix
  W_c: Matrix
  W_y: Matrix
  b_i: number[]
  b_f: number[]
  b_o: number[]
  b_c: number[]
  b_y: number[]
}
/** A window worked out by PyTorch's autograd in float64: one layer and a head, the loss the mean square over the last step or all. */
export interface Vector {
  input: number
  hidden: number
  steps: number
  outputs: number
  lossAt: 'last' | 'all'
  parameters: Parameters
  x: Matrix
  target: Matrix
  h0: number[]
  c0: number[]
  trace: { i: Matrix; f: Matrix; o: Matrix; candidate: Matrix; cell: Matrix; hidden: Matrix; prediction: Matrix }
  loss: number
  gradients: Parameters
  adam: { lr: number; clipNorm: number; steps: { loss: number; gradientNorm: number }[]; parametersAfter: Parameters }
}

export const names = ['tiny', 'odd-sizes', 'carried-state', 'wide']
export const load = (name: string): Vector =>
  JSON.parse(readFileSync(new URL(`../fixtures/lstm/lstm-${name}.json`, import.meta.url), 'utf8'))

/** Parameters in the order of `shape.ts`. */
export const flat = (p: Parameters) =>
  Float64Array.from([p.W_i, p.W_f, p.W_o, p.W_c, [p.b_i, p.b_f, p.b_o, p.b_c], p.W_y, [p.b_y]].flat(2))
